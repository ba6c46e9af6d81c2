import { hash, verify } from "@node-rs/argon2";
import { LONGEST_PASSWORD } from "../core/password";
import { oncePerProcess } from "../registry";

// ASVS 5.0, 11.4.2: argon2id (the library's default), 19 MiB, two passes. One hash takes about 25 ms of a core, off the event loop.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
// More at once would take the cores from logins (reliability.md, R29).
const AT_ONCE = 2;

/** Hashes a password for storage, as argon2 prints it, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, options));
}

/**
 * True when `password` is the one that `stored` was made from. One that is longer than anybody's is not worth a hash of its own:
 * in its place the same work is done for an empty one.
 * @param stored null for accounts without one or unknown ones: as much work is done, so that time does not tell which
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const tooLong = password.length > LONGEST_PASSWORD;
  const known = tooLong ? null : stored;
  const right = await inTurn(async () => verify(known ?? (await decoy()), tooLong ? "" : password));
  return right && known !== null;
}

function decoy(): Promise<string> {
  return oncePerProcess("decoy-password", () => hash("nobody's password", options));
}

type Turns = { running: number; readonly waiting: (() => void)[] };

async function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const turns = oncePerProcess<Turns>("password-turns", () => ({ running: 0, waiting: [] }));
  if (turns.running >= AT_ONCE) await new Promise<void>((resolve) => turns.waiting.push(resolve));
  else turns.running += 1;
  try {
    return await work();
  } finally {
    const next = turns.waiting.shift();
    // The place is handed on, not given back and taken anew: nobody can slip in between.
    if (next) next();
    else turns.running -= 1;
  }
}
