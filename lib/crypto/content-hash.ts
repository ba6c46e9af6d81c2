import { hash } from "node:crypto";

/** SHA-256 of something that is no secret, 32 bytes: two contents are the same when this is. */
export function contentHash(content: string | Uint8Array): Buffer {
  return hash("sha256", content, "buffer");
}
