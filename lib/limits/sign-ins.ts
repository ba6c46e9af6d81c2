import type { RateLimiterAbstract } from "rate-limiter-flexible";
import { hashToken } from "../crypto/token";
import { sharedCounter, takePoint } from "./shared-counter";

const WINDOW_SECONDS = 15 * 60;
// One address may stand for a whole office behind NAT.
const limits = { account: 10, address: 50 };

type Kind = keyof typeof limits;

/** Somebody who tries a password. */
export type SignInAttempt = {
  readonly realm: "panel" | "people";
  /** the e-mail as typed; it need not be anybody's */
  readonly account: string;
  readonly clientAddress: string;
};

/**
 * Counts an attempt before its password is checked. Beyond the limit each further one has to wait, longer every time,
 * and never longer than the window: a delay for whoever guesses, no lock for the owner, who comes from another address.
 * @returns seconds to wait before the next attempt, or null: this one may go on
 */
export async function admitSignIn(attempt: SignInAttempt): Promise<number | null> {
  const waits = await Promise.all([admit("account", accountKey(attempt)), admit("address", addressKey(attempt))]);
  const longest = Math.max(...waits);
  return longest === 0 ? null : longest;
}

/** The password was right: the attempt was no guess. */
export async function forgiveSignIn(attempt: SignInAttempt): Promise<void> {
  await Promise.all([
    counter("account").delete(accountKey(attempt)),
    pause("account").delete(accountKey(attempt)),
    counter("address").reward(addressKey(attempt), 1),
  ]);
}

/** Seconds between attempts beyond the limit. @param beyond how many there were already */
export function growingWait(beyond: number): number {
  return Math.min(WINDOW_SECONDS, 15 * 2 ** Math.min(beyond, 10));
}

async function admit(kind: Kind, key: string): Promise<number> {
  const before = (await counter(kind).get(key))?.consumedPoints ?? 0;
  if (before < limits[kind]) {
    const { consumedPoints } = await counter(kind).penalty(key, 1);
    // Several at once: those that did not fit in wait like the next one.
    return consumedPoints <= limits[kind] ? 0 : growingWait(0);
  }
  const wait = await takePoint(pause(kind), key, growingWait(before - limits[kind]));
  if (wait !== null) return wait;
  await counter(kind).penalty(key, 1);
  return 0;
}

// Hashed: an e-mail can be longer than the table's key, and is nobody's business there.
function accountKey({ realm, account, clientAddress }: SignInAttempt): string {
  return hashToken(`${realm}\n${account.trim().toLowerCase()}\n${clientAddress}`).toString("hex");
}

function addressKey({ realm, clientAddress }: SignInAttempt): string {
  return `${realm}:${clientAddress}`;
}

function counter(kind: Kind): RateLimiterAbstract {
  return sharedCounter(`sign-in-${kind}`, { points: limits[kind], duration: WINDOW_SECONDS });
}

function pause(kind: Kind): RateLimiterAbstract {
  return sharedCounter(`sign-in-pause-${kind}`, { points: 1, duration: WINDOW_SECONDS });
}
