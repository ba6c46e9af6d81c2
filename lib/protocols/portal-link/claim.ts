import { member, readStrictJson, type StrictObject } from "@/lib/core/strict-json";

/** What `sig` says. It is base64 of JSON and no signature: anybody can have written it. */
export type Claim = {
  readonly key: string;
  readonly username: string;
  /** null: it says none */
  readonly userId: string | null;
  /** null: it says none */
  readonly userType: string | null;
  /** when the link is over, in epoch seconds; those that are no instants (a length of time) are left out */
  readonly endsAtSeconds: readonly number[];
};

/** A `timeout` below this is a length of time, as the seed's prose has it, from nobody knows when: nothing can be checked. */
const EARLIEST_INSTANT = 1_000_000_000;

/**
 * Reads `sig` as real senders write it: standard or URL-safe base64, with padding or without, with pluses that became spaces
 * and the line ends that some encoders put in. The password in it is asked for by nobody. Pure.
 * @returns null when it is anything else
 */
export function readClaim(sig: string | null): Claim | null {
  const base64 =
    sig
      ?.replaceAll(/[\r\n]/g, "")
      .replaceAll(/[ -]/g, "+")
      .replaceAll("_", "/") ?? "";
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const said = readStrictJson(Buffer.from(base64, "base64"));
  return said && readMembers(said);
}

function readMembers(said: StrictObject): Claim | null {
  const [key, username] = [member(said, "key"), member(said, "username")];
  const [userId, userType] = [textOf(said, "user_id"), textOf(said, "user_type")];
  // The seed's prose calls it `timeout`, its sample code `timestamp`.
  const ends = [textOf(said, "timeout"), textOf(said, "timestamp")].map((text) => (text === null ? null : Number(text)));
  if (typeof key !== "string" || typeof username !== "string" || userId === undefined || userType === undefined) return null;
  if (ends.some((end) => end !== null && !Number.isFinite(end))) return null;
  return { key, username, userId, userType, endsAtSeconds: ends.filter((end) => end !== null && end >= EARLIEST_INSTANT) as number[] };
}

// PHP sends numbers, forms send texts. @returns null: not there; undefined: something else
function textOf(said: StrictObject, name: string): string | null | undefined {
  const value = member(said, name) ?? null;
  if (value === null || typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}
