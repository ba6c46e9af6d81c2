import { sharedCounter, takePoint } from "./shared-counter";

const WINDOW_SECONDS = 60;
// One address may stand for a whole data centre behind NAT; a credential for one partner's one mistake in a loop.
const limits = { credential: 100, address: 300 };

type Kind = keyof typeof limits;

/**
 * Counts a guess (a 401, a 404, a wrong signature) against the credential that was presented and the client's address.
 * Asked on the failure path alone, so that nobody's failures slow anybody's success.
 * @param guess.route the route's name, never its path: other spellings of a path must not have other counters
 * @param guess.credentialId the credential when it is known, else null
 * @returns seconds to wait when a limit is exceeded, else null
 */
export async function countGuess(guess: { route: string; credentialId: string | null; clientAddress: string }): Promise<number | null> {
  const counted: [Kind, string][] = [["address", guess.clientAddress]];
  if (guess.credentialId !== null) counted.push(["credential", guess.credentialId]);
  const waits = await Promise.all(counted.map(([kind, key]) => consume(kind, `${guess.route}:${key}`)));
  const longest = Math.max(...waits);
  return longest === 0 ? null : longest;
}

async function consume(kind: Kind, key: string): Promise<number> {
  const counter = sharedCounter(`guess-${kind}`, { points: limits[kind], duration: WINDOW_SECONDS }, { busy: true });
  return (await takePoint(counter, key)) ?? 0;
}
