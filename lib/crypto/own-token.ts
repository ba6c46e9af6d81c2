import { subtle } from "node:crypto";
import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { readCompactJws } from "../core/compact-jws";
import { readStrictJson } from "../core/strict-json";
import { oncePerProcess } from "../registry";
import { deriveKey, openingKeys } from "./keys";

/**
 * The kinds of tokens that we sign ourselves. Each has a key, a `typ` and an audience of its own, so that none is good for
 * another's purpose (RFC 8725, sections 3.11 and 3.12).
 */
export const ownTokens = {
  session: { label: "session-token", typ: "session+jwt", audience: "/api/v1" },
  enrolment: { label: "enrolment-token", typ: "enrol+jwt", audience: "/enrollmentform/v2" },
} as const;
export type OwnToken = keyof typeof ownTokens;

/** What every one of them says. Times are seconds since 1970. */
export type OwnClaims = { readonly jti: string; readonly iat: number; readonly exp: number; readonly sub: string };

/** Signs a token of ours (JWT, HS256). @param issuer our public URL @param more claims of its kind */
export async function signOwnToken(kind: OwnToken, issuer: string, claims: OwnClaims & JWTPayload): Promise<string> {
  const { typ, audience } = ownTokens[kind];
  const payload = { ...claims, iss: issuer, aud: `${issuer}${audience}` };
  return new SignJWT(payload).setProtectedHeader({ alg: "HS256", typ }).sign(await imported(deriveKey(ownTokens[kind].label)));
}

/** What a token of ours says, and whether its time is over. */
export type ReadToken = { readonly claims: JWTPayload & OwnClaims; readonly expired: boolean };

/**
 * Reads a token of ours of one kind. It has one spelling (security.md, J1), one algorithm, and a header with `alg` and `typ`
 * alone. @returns null when it is anything else: then nothing in it is believed
 */
export async function readOwnToken(kind: OwnToken, issuer: string, text: string, nowMs: number): Promise<ReadToken | null> {
  const { typ, label } = ownTokens[kind];
  const jws = readCompactJws(text);
  if (!jws || Object.keys(jws.header).sort().join() !== "alg,typ" || jws.header.typ !== typ || !readStrictJson(jws.payload)) return null;
  // While the master secret is being replaced, tokens of before are still good.
  for (const bytes of openingKeys(label)) {
    const payload = await verified(kind, issuer, text, bytes);
    const { jti, iat, exp, sub } = payload ?? {};
    if (jti !== undefined && iat !== undefined && exp !== undefined && sub !== undefined)
      return { claims: { ...payload, jti, iat, exp, sub }, expired: exp * 1000 <= nowMs };
  }
  return null;
}

async function verified(kind: OwnToken, issuer: string, text: string, bytes: Buffer): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(text, await imported(bytes), {
      algorithms: ["HS256"],
      issuer,
      audience: `${issuer}${ownTokens[kind].audience}`,
      requiredClaims: ["jti", "iat", "exp", "sub"],
      // Whether it is over is for the caller to say: who has signed it is known all the same.
      currentDate: new Date(0),
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

// Imported once: a process has one key or two for each kind.
function imported(bytes: Buffer): Promise<CryptoKey> {
  const keys = oncePerProcess("own-token-keys", () => new Map<string, Promise<CryptoKey>>());
  const name = bytes.toString("latin1");
  const known = keys.get(name);
  if (known) return known;
  const made = subtle.importKey("raw", new Uint8Array(bytes), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
  keys.set(name, made);
  return made;
}
