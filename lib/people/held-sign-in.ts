import type { KeyLabel } from "@/lib/crypto/keys";
import { openSecret, sealSecret } from "@/lib/crypto/sealed-secret";
import { hashToken, isTokenSpelling, newToken } from "@/lib/crypto/token";
import type { Queryable } from "@/lib/db/pools";
import type { RoomRequest } from "@/lib/http/message";
import { sessionHashOf } from "./session-of-request";

const LIFE_SECONDS = 300;

/** Whose it is: what one protocol holds, another cannot take. */
type Holder = Extract<KeyLabel, "held-token" | "held-launch">;

/** What would sign somebody in, and waits for an answer. It is not used up meanwhile. */
export type HeldSignIn = {
  /** a token or a launch URL, as it came */
  readonly text: string;
  /** epoch milliseconds of the database: by this clock its times are judged when it goes on */
  readonly heldAtMs: number;
  /** SHA-256 of the session that was asked; null: none was */
  readonly sessionHash: Buffer | null;
};

/**
 * Keeps what would rightly sign somebody in for five minutes from when it first came. @returns the ticket to it: 256 bits,
 * in no log
 */
export async function holdSignIn(db: Queryable, holder: Holder, { text, heldAtMs, sessionHash }: HeldSignIn): Promise<string> {
  const ticket = newToken();
  const hash = hashToken(ticket);
  await db.query({
    name: "hold-token",
    text: `INSERT INTO held_tokens (hash, sealed_token, session_hash, held_at, expires_at)
           VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz + make_interval(secs => $5))`,
    values: [hash, await sealSecret(holder, hash.toString("hex"), text), sessionHash, new Date(heldAtMs), LIFE_SECONDS],
  });
  return ticket;
}

/** Takes back what was held: a ticket is good once. @returns null when it is over, was taken, or never was */
export async function takeHeldSignIn(db: Queryable, holder: Holder, ticket: string): Promise<HeldSignIn | null> {
  if (!isTokenSpelling(ticket)) return null;
  const hash = hashToken(ticket);
  const { rows } = await db.query<{ sealed_token: string; held_at_ms: number; session_hash: Buffer | null }>({
    name: "take-held-token",
    text: `DELETE FROM held_tokens WHERE hash = $1 AND expires_at > statement_timestamp()
           RETURNING sealed_token, floor(extract(epoch FROM held_at) * 1000)::float8 AS held_at_ms, session_hash`,
    values: [hash],
  });
  const [row] = rows;
  const text = row ? await openSecret(holder, hash.toString("hex"), row.sealed_token) : null;
  return row && text !== null ? { text, heldAtMs: row.held_at_ms, sessionHash: row.session_hash } : null;
}

/** True when the session that was asked is the one that answers: a ticket is of no use in another browser. */
export function isOfThisBrowser(request: RoomRequest, { sessionHash }: HeldSignIn): boolean {
  const present = sessionHashOf(request);
  return sessionHash !== null && present !== null && sessionHash.equals(present);
}
