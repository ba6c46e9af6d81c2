import { openSecret, sealSecret } from "@/lib/crypto/sealed-secret";
import { hashToken, isTokenSpelling, newToken } from "@/lib/crypto/token";
import type { Queryable } from "@/lib/db/pools";

const LIFE_SECONDS = 300;

/** A token that waits for an answer. It is not used up meanwhile. */
export type HeldToken = {
  readonly text: string;
  /** epoch milliseconds of the database: by this clock its times are judged when it goes on */
  readonly heldAtMs: number;
  /** SHA-256 of the session that was asked; null: none was */
  readonly sessionHash: Buffer | null;
};

/**
 * Keeps a rightly signed token for five minutes from when it first came. @returns the ticket to it: 256 bits, in no log
 */
export async function holdToken(db: Queryable, { text, heldAtMs, sessionHash }: HeldToken): Promise<string> {
  const ticket = newToken();
  const hash = hashToken(ticket);
  await db.query({
    name: "hold-token",
    text: `INSERT INTO held_tokens (hash, sealed_token, session_hash, held_at, expires_at)
           VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz + make_interval(secs => $5))`,
    values: [hash, await sealSecret("held-token", hash.toString("hex"), text), sessionHash, new Date(heldAtMs), LIFE_SECONDS],
  });
  return ticket;
}

/** Takes a held token back: a ticket is good once. @returns null when it is over, was taken, or never was */
export async function takeHeldToken(db: Queryable, ticket: string): Promise<HeldToken | null> {
  if (!isTokenSpelling(ticket)) return null;
  const hash = hashToken(ticket);
  const { rows } = await db.query<{ sealed_token: string; held_at_ms: number; session_hash: Buffer | null }>({
    name: "take-held-token",
    text: `DELETE FROM held_tokens WHERE hash = $1 AND expires_at > statement_timestamp()
           RETURNING sealed_token, floor(extract(epoch FROM held_at) * 1000)::float8 AS held_at_ms, session_hash`,
    values: [hash],
  });
  const [row] = rows;
  const text = row ? await openSecret("held-token", hash.toString("hex"), row.sealed_token) : null;
  return row && text !== null ? { text, heldAtMs: row.held_at_ms, sessionHash: row.session_hash } : null;
}
