import { hashToken } from "../crypto/token";
import { sharedCounter, takePoint } from "./shared-counter";

const HOUR = 3_600;

// What somebody may do without proving anything, and how often. One client address may stand for a whole office.
const allowances = {
  /** accounts made, per client address */
  "sign-up": { points: 60, duration: HOUR },
  /** forms that write to somebody, per client address */
  "mail-asked": { points: 60, duration: HOUR },
  /** mails of one kind to one address */
  "mail-to": { points: 5, duration: HOUR },
  /** pairings that a partner proposes: each is a mail to whomever they like */
  "pairing-proposal": { points: 100, duration: 24 * HOUR },
  /** of these to one address */
  "pairing-proposal-to": { points: 3, duration: 24 * HOUR },
  /** the password asked again of somebody who is signed in, per person */
  "password-again": { points: 10, duration: HOUR / 4 },
} as const;

export type Allowance = keyof typeof allowances;

/**
 * Takes one of what is allowed to `key` in a while. @param key of any length; it is stored as a hash
 * @returns seconds to wait when nothing is left, else null: taken
 */
export async function takeAllowance(kind: Allowance, key: string): Promise<number | null> {
  return takePoint(sharedCounter(kind, allowances[kind]), hashToken(`${kind}\n${key}`).toString("hex"));
}
