import { v7 } from "uuid";

/** The partner of an attempt whose partner cannot be known (RFC 9562, section 5.9). */
export const NIL_ID = "00000000-0000-0000-0000-000000000000";

/**
 * A new UUID v7 (RFC 9562, section 5.7): in order of time, so that indexes grow at one end. Never a secret.
 * @param atMs epoch milliseconds it shall carry; now when absent
 */
export function newId(atMs?: number): string {
  return atMs === undefined ? v7() : v7({ msecs: atMs });
}

/** True for a UUID as PostgreSQL prints it; anything else must not reach a query. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}
