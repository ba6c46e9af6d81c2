import { v4, v7 } from "uuid";
import { nowMs } from "./clock";

/** The partner of an attempt whose partner cannot be known (RFC 9562, section 5.9). */
export const NIL_ID = "00000000-0000-0000-0000-000000000000";

/**
 * A new UUID v7 (RFC 9562, section 5.7): in order of time, so that indexes grow at one end. Never a secret.
 * @param atMs epoch milliseconds it shall carry; now when absent
 */
export function newId(atMs?: number): string {
  if (atMs !== undefined) return v7({ msecs: atMs });
  // uuid's own v7 asks the system for random bytes each time, a fifth of what a login costs this process. Its v4 is
  // Node's, which keeps a stock of them; what of it is random becomes the random part of ours.
  return `${stamp()}${v4().slice(18)}`;
}

const SET_BACK_MS = 1_000;
let lastMs = 0;
let prefix = "";
let count = 0;

/** The time, and a counter by which ids of one millisecond stay in order (RFC 9562, section 6.2, method 1). */
function stamp(): string {
  const ms = nowMs();
  // A clock that was wrong and is put right is followed: an id that is hours ahead would not be found by its time.
  const setBack = ms < lastMs - SET_BACK_MS;
  count = ms > lastMs || setBack ? 0 : count + 1;
  if (count === 0 || count > 0xfff) {
    lastMs = count === 0 ? ms : lastMs + 1;
    count = 0;
    const hex = lastMs.toString(16).padStart(12, "0");
    prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
  }
  return prefix + (0x1000 + count).toString(16).slice(1);
}

/** True for a UUID as PostgreSQL prints it; anything else must not reach a query. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

/** When a UUID v7 was made, in epoch milliseconds (RFC 9562, section 5.7: its first 48 bits); null for any other text. */
export function idMadeAtMs(id: string): number | null {
  if (!isId(id) || id.charAt(14) !== "7") return null;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
