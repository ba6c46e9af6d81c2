import { nowMs } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { signHs256 } from "@/lib/crypto/hs256";
import { openSecret, SealedForOthers } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { pool } from "@/lib/db/pools";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { environment } from "@/lib/env";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { issuerName } from "./find-issuer";
import type { TokenRefusal } from "./refusals";
import { findIssuer } from "./store";

/** Life of a test token: time enough to look at it first. Weak keys allow no more than 300 seconds, by the database's clock. */
const LIFE_SECONDS = 240;

/** The mistakes that can be put into a test token, by the reason for which it is refused. */
export const testTokenMistakes = [
  "token_expired",
  "exp_in_milliseconds",
  "exp_missing",
  "exp_too_far",
  "aud_wrong",
  "sub_wrong",
  "jti_missing",
  "uuid_missing",
  "signature_mismatch",
  "alg_not_hs256",
  "issuer_unknown",
  "token_malformed",
] as const satisfies readonly TokenRefusal[];
export type TestTokenMistake = (typeof testTokenMistakes)[number];

type Parts = { header: Record<string, unknown>; claims: Record<string, unknown>; key: string };

const mistakes: Readonly<Record<Exclude<TestTokenMistake, "token_malformed">, (parts: Parts, nowSeconds: number) => void>> = {
  token_expired: ({ claims }, at) => (claims.exp = at - 3600),
  exp_in_milliseconds: ({ claims }, at) => (claims.exp = (at + LIFE_SECONDS) * 1000),
  exp_missing: ({ claims }) => delete claims.exp,
  exp_too_far: ({ claims }, at) => (claims.exp = at + 30 * 86_400),
  aud_wrong: ({ claims }) => (claims.aud = "somebody-else"),
  sub_wrong: ({ claims }) => (claims.sub = claims.iss),
  jti_missing: ({ claims }) => delete claims.jti,
  uuid_missing: ({ claims }) => (claims.user = {}),
  signature_mismatch: (parts) => (parts.key = newToken()),
  alg_not_hs256: ({ header }) => (header.alg = "HS512"),
  issuer_unknown: ({ claims }) => (claims.iss = `${String(claims.iss)}-x`),
};

/**
 * Signs a token with an issuer's own key for a test user of its partner: it signs that one in, once, and its event is a test.
 * @param options.testUserId a test user of this partner's
 * @param options.mistake what is to be wrong with the token; null: nothing
 */
export async function makeTestToken(
  issuerId: string,
  partnerId: string,
  { testUserId, mistake }: { readonly testUserId: string; readonly mistake: TestTokenMistake | null },
  actor: Actor,
): Promise<Result<{ token: string; link: string; lifeSeconds: number }, "issuer_unknown" | "test_user_unknown" | "key_expired">> {
  const iss = await issuerName(issuerId, partnerId);
  if (iss === null) return refuse("issuer_unknown");
  const { issuer, audience } = await findIssuer(pool("pages"), iss);
  const [current] = issuer?.keys ?? [];
  if (!issuer || !current) return refuse("key_expired");
  const key = await openSecret("issuer-key", current.id, current.sealed);
  if (key === null) throw new SealedForOthers("the key of an issuer does not open");
  const uuid = await transaction(async (tx) => {
    const known = await testIdentity(tx, issuerId, partnerId, testUserId);
    if (known === null) return null;
    const after = { testUserId, mistake };
    await recordAudit(tx, { actor, action: "issuer.test_token_made", partnerId, subjectId: issuerId, after });
    return known;
  });
  if (uuid === null) return refuse("test_user_unknown");
  const lifeSeconds = Math.min(LIFE_SECONDS, issuer.maxLifetimeSeconds);
  const token = signTestToken({ iss, audience, uuid, key, lifeSeconds }, mistake);
  return accept({ token, link: `${environment().publicUrl}/auth/token?external-auth-token=${token}`, lifeSeconds });
}

type Wanted = {
  readonly iss: string;
  readonly audience: string;
  readonly uuid: string;
  readonly key: string;
  readonly lifeSeconds: number;
};

function signTestToken(of: Wanted, mistake: TestTokenMistake | null): string {
  const nowSeconds = Math.floor(nowMs() / 1000);
  const user = { uuid: of.uuid };
  const parts: Parts = {
    header: { alg: "HS256", typ: "JWT" },
    claims: { iss: of.iss, aud: of.audience, sub: "user", jti: newId(), exp: nowSeconds + of.lifeSeconds, user },
    key: of.key,
  };
  if (mistake !== null && mistake !== "token_malformed") mistakes[mistake](parts, nowSeconds);
  const token = signHs256(parts.header, parts.claims, parts.key);
  // Cut, as by a field that is too short.
  return mistake === "token_malformed" ? token.slice(0, -1) : token;
}

/**
 * The uuid by which an issuer means a test user of its partner; made beforehand, with letters that nobody can foresee, so that
 * it leads to that one alone and never makes a user.
 * @returns null: no such test user
 */
async function testIdentity(tx: Transaction, issuerId: string, partnerId: string, endUserId: string): Promise<string | null> {
  const user = await tx.endUser.findFirst({ where: { id: endUserId, testPartnerId: partnerId }, select: { id: true } });
  if (!user) return null;
  const identity = { issuerId, endUserId };
  const known = await tx.externalIdentity.findFirst({ where: identity, select: { uuid: true }, orderBy: { createdAt: "asc" } });
  if (known) return known.uuid;
  const uuid = `test-user-${newId()}`;
  const at = new Date(nowMs());
  await tx.externalIdentity.create({ data: { ...identity, uuid, lastSignInAt: at, createdAt: at } });
  return uuid;
}
