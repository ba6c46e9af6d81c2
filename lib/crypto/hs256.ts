import { createHmac, subtle } from "node:crypto";
import { compactVerify, errors } from "jose";
import type { CompactJws } from "../core/compact-jws";

/** A key for HS256, ready for use. */
export type Hs256Key = CryptoKey;

/** Takes the bytes of a shared key into the platform's keeping; done once for a key, not for every token. */
export function importHs256Key(bytes: Uint8Array): Promise<Hs256Key> {
  return subtle.importKey("raw", new Uint8Array(bytes), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

/**
 * True when the token carries HMAC-SHA-256 under this key. The algorithm is ours to say, never the token's (RFC 8725,
 * section 3.1); so is the key, whatever `kid`, `jwk` or `jku` name.
 */
export async function isSignedWith({ text }: CompactJws, key: Hs256Key): Promise<boolean> {
  try {
    await compactVerify(text, key, { algorithms: ["HS256"] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError) return false;
    throw error;
  }
}

/** Signs a JWS in the compact serialisation with HMAC-SHA-256, whatever its header says. @param key its UTF-8 bytes are the key */
export function signHs256(header: object, payload: object, key: string): string {
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
}
