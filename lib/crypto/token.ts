import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
// 43 letters out of 62 carry 256.03 bits.
const LETTERS = 43;
const CHECKSUM_LETTERS = 6;

/** Secret random text: 43 base62 letters, 256 bits. Nothing in it needs URL encoding. */
export function newToken(): string {
  let letters = "";
  while (letters.length < LETTERS) {
    // Bytes of 248 and more would make the first letters of the alphabet likelier than the others.
    for (const byte of randomBytes(64)) {
      if (byte < 248 && letters.length < LETTERS) letters += alphabet.charAt(byte % 62);
    }
  }
  return letters;
}

/** True for the spelling that {@link newToken} makes. */
export function isTokenSpelling(text: string): boolean {
  return /^[0-9A-Za-z]{43}$/.test(text);
}

/**
 * A token that a partner stores: `<prefix>_<43 letters><6 letters of CRC-32>`, recognisable in a leak and checkable
 * without a database.
 */
export function newPrefixedToken(prefix: string): string {
  const letters = newToken();
  return `${prefix}_${letters}${checksum(`${prefix}_${letters}`)}`;
}

/** True when `text` is spelled as {@link newPrefixedToken} spells it and its checksum is right. */
export function checkPrefixedToken(prefix: string, text: string): boolean {
  if (text.length !== prefix.length + 1 + LETTERS + CHECKSUM_LETTERS || !text.startsWith(`${prefix}_`)) return false;
  const body = text.slice(0, -CHECKSUM_LETTERS);
  // The checksum is no secret: whoever knows the other letters can work it out, so it may be compared in any time.
  return /^[0-9A-Za-z]+$/.test(text.slice(prefix.length + 1)) && text.endsWith(checksum(body));
}

/** What is stored of a secret that is only ever compared: its SHA-256, 32 bytes. */
export function hashToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

/** Compares two texts in a time that depends on their lengths alone. */
export function equalText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

function checksum(text: string): string {
  let rest = crc32(text);
  let letters = "";
  for (let i = 0; i < CHECKSUM_LETTERS; i += 1) {
    letters = alphabet.charAt(rest % 62) + letters;
    rest = Math.floor(rest / 62);
  }
  return letters;
}
