import { z } from "zod";
import { unseal } from "../crypto/seal";
import type { Composed } from "./layout";

const composed = z.object({ subject: z.string(), text: z.string(), html: z.string() });

/** What a mail of the outbox says; null when it was sealed under another secret, or for another row. */
export function openContent(id: string, sealed: Uint8Array): Composed | null {
  const text = unseal("outbox", id, sealed);
  return text === null ? null : composed.parse(JSON.parse(text));
}
