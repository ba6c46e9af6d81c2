import { readStrictJson, type StrictObject } from "./strict-json";

/** Longest token that is looked at, in characters. */
export const LONGEST_JWS = 8192;

/** A token as it stands, before anything in it is believed. */
export type CompactJws = {
  /** the token itself: the one way to spell it */
  readonly text: string;
  readonly header: StrictObject;
  readonly payload: Uint8Array;
};

// 256 bits take 43 letters; with another number of them it is no HS256 signature.
const spelling = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/;

/**
 * Reads a JWS in the compact serialisation (RFC 7515, section 7.1) that claims to be signed with HS256. jose takes blanks,
 * padding and stray last bits for the same token (security.md, J1); here each token has one spelling: three parts, each
 * of which re-encodes to itself, and a header that is one JSON object without a doubled name.
 * @returns null when it is not spelled so: then nothing in it is believed
 */
export function readCompactJws(text: string): CompactJws | null {
  if (text.length > LONGEST_JWS) return null;
  const [, head, body, signature] = spelling.exec(text) ?? [];
  if (head === undefined || body === undefined || signature === undefined) return null;
  const [headBytes, payload] = [decode(head), decode(body)];
  if (headBytes === null || payload === null || decode(signature) === null) return null;
  const header = readStrictJson(headBytes);
  return header === null ? null : { text, header, payload };
}

function decode(part: string): Uint8Array | null {
  const bytes = Buffer.from(part, "base64url");
  return bytes.toString("base64url") === part ? bytes : null;
}
