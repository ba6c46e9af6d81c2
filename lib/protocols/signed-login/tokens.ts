import { type OwnClaims, readOwnToken, signOwnToken } from "@/lib/crypto/own-token";
import { seal } from "@/lib/crypto/seal";
import { isId, newId } from "@/lib/id";
import type { EnrolmentFacts, IssuedToken } from "./store";

/** Seconds within which the documents have to be accepted. */
const ENROLMENT_LIFE_SECONDS = 15 * 60;

/** Whom the tokens of this protocol mean. */
export type Meant = { readonly apiKey: string; readonly externalId: string; readonly email: string | null };

/** The session token that goes with a stored row (seed, "Status code 200"; protocols.md, section 3). @param issuer our public URL */
export function mintSessionToken(issuer: string, { apiKey, externalId, email }: Meant, row: IssuedToken): Promise<string> {
  return signOwnToken("session", issuer, {
    jti: row.id,
    iat: row.issuedAt,
    exp: row.expiresAt,
    sub: row.endUserId,
    clientApiKey: apiKey,
    externalId,
    lt: row.versions,
    ...sealedEmail(row.id, email),
  });
}

/** The token that shows its bearer the documents, and lets them be accepted once. */
export function mintEnrolmentToken(issuer: string, meant: Meant & { readonly country: string }, facts: EnrolmentFacts): Promise<string> {
  const jti = newId();
  return signOwnToken("enrolment", issuer, {
    jti,
    iat: facts.issuedAt,
    exp: facts.issuedAt + ENROLMENT_LIFE_SECONDS,
    sub: facts.endUserId,
    clientApiKey: meant.apiKey,
    externalId: meant.externalId,
    country: meant.country,
    lt: facts.versions,
    nth: facts.enrolments,
    ...sealedEmail(jti, meant.email),
  });
}

/** Whom an enrolment token means. */
export type Enrolment = {
  readonly jti: string;
  readonly apiKey: string;
  readonly externalId: string;
  readonly endUserId: string;
  /** how often the user had accepted terms when it was made */
  readonly enrolments: number;
  readonly expired: boolean;
};

/** Reads an enrolment token. @returns null when it is none of ours: then nothing in it is believed */
export async function readEnrolmentToken(issuer: string, text: string, nowMs: number): Promise<Enrolment | null> {
  const read = await readOwnToken("enrolment", issuer, text, nowMs);
  if (!read) return null;
  const { clientApiKey, externalId, nth, jti, sub } = read.claims;
  if (typeof clientApiKey !== "string" || typeof externalId !== "string" || typeof nth !== "number" || !isId(sub)) return null;
  return { jti, apiKey: clientApiKey, externalId, endUserId: sub, enrolments: nth, expired: read.expired };
}

/** The row that a session token goes with, and whether its time is over. @returns null when it is none of ours */
export async function readSessionToken(
  issuer: string,
  text: string,
  nowMs: number,
): Promise<(Pick<OwnClaims, "jti"> & { readonly expired: boolean }) | null> {
  const read = await readOwnToken("session", issuer, text, nowMs);
  return read && isId(read.claims.jti) ? { jti: read.claims.jti, expired: read.expired } : null;
}

// A token is read by whoever holds it: the address in it is for us alone.
function sealedEmail(jti: string, email: string | null): { email?: string } {
  return email === null ? {} : { email: Buffer.from(seal("claimed-email", jti, email)).toString("base64url") };
}
