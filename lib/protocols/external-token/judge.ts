import { type CompactJws, readCompactJws } from "@/lib/core/compact-jws";
import { accept, type Result } from "@/lib/core/result";
import { member, readStrictJson, type StrictObject } from "@/lib/core/strict-json";
import type { Queryable } from "@/lib/db/pools";
import { signingKey } from "./keys";
import type { TokenRefusal } from "./refusals";
import { recallIssuer, rememberIssuer } from "./remembered-issuers";
import { type Assumption, findIssuer, type Found, type IssuerRow, type StoredKey } from "./store";
import { isIssuerName, verifyClaims, verifySender, whenAccepted } from "./verify";
import { readVisitor, type Visitor, type Warning } from "./visitor";

/** A token that passed every check that can be made without using it up. */
export type Judged = {
  readonly issuer: IssuerRow;
  readonly visitor: Visitor;
  readonly warnings: readonly Warning[];
  /** the key that it is signed with */
  readonly key: StoredKey;
  /** that is the one before the current one */
  readonly previousKey: boolean;
  /** epoch milliseconds by the database's clock */
  readonly nowMs: number;
  /** what it was judged by, where the database was not asked */
  readonly assumption: Assumption | null;
};

/** Why a token is refused. @param issuer null where it cannot be known */
export type Refused = { readonly ok: false; readonly reason: TokenRefusal; readonly issuer: IssuerRow | null };

type Verdict = Extract<Result<Judged, never>, { ok: true }> | Refused;

/**
 * Makes every check of a token in its order, but whether it was used. One query; nothing is written.
 * @param heldAtMs when the token came in, if it had to wait since: its own times are judged by that instant
 */
export async function judge(db: Queryable, text: string, heldAtMs: number | null): Promise<Verdict> {
  const token = readToken(text);
  if (!token) return { ok: false, reason: "token_malformed", issuer: null };
  const found = await findIssuer(db, token.iss);
  if (token.iss !== null) rememberIssuer(token.iss, found);
  return judgeBy(token, { ...found, nowMs: heldAtMs ?? found.nowMs });
}

/**
 * The same by what this process remembers of the issuer, without asking the database: good for nothing but an attempt to enter,
 * which makes sure of it ({@link Judged.assumption}).
 * @returns null where the database has to be asked: nothing is remembered, or the token would be refused
 */
export async function judgeByMemory(text: string): Promise<Judged | null> {
  const token = readToken(text);
  const found = token?.iss ? recallIssuer(token.iss) : null;
  if (!token || !found) return null;
  const verdict = await judgeBy(token, found);
  if (!verdict.ok) return null;
  const { issuer, key } = verdict.value;
  const facts = { claims: token.claims, maxLifetimeSeconds: issuer.maxLifetimeSeconds, weakKey: key.weak };
  return { ...verdict.value, assumption: { version: found.version, key, ...whenAccepted(facts) } };
}

type Token = { readonly jws: CompactJws; readonly claims: StrictObject; readonly iss: string | null };

function readToken(text: string): Token | null {
  const jws = readCompactJws(text);
  const claims = jws && readStrictJson(jws.payload);
  if (!jws || !claims) return null;
  const iss = member(claims, "iss");
  return { jws, claims, iss: isIssuerName(iss) ? iss : null };
}

async function judgeBy({ jws, claims }: Token, { issuer, audience, nowMs }: Omit<Found, "version">): Promise<Verdict> {
  const refused = (reason: TokenRefusal): Refused => ({ ok: false, reason, issuer });
  const sender = verifySender({ header: jws.header, issuer: issuer && { ...issuer, hasKey: issuer.keys.length > 0 } });
  if (!sender.ok) return refused(sender.reason);
  const key = issuer && (await signingKey(jws, issuer.keys));
  if (!key) return refused("signature_mismatch");
  const { maxLifetimeSeconds } = issuer;
  const verdict = verifyClaims({ claims, audience, nowMs, maxLifetimeSeconds, weakKey: key.weak });
  if (!verdict.ok) return refused(verdict.reason);
  const visitor = readVisitor(claims);
  const warnings: Warning[] = key.weak ? [...visitor.warnings, "key_is_weak"] : [...visitor.warnings];
  return accept({ issuer, visitor, warnings, key, previousKey: key.id !== issuer.keys[0]?.id, nowMs, assumption: null });
}
