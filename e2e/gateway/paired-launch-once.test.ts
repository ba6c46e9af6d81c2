import { expect, inject, test } from "vitest";
import { startFindThenLaunch } from "../support/find-then-launch-server";
import { Caller, freshLaunch, type Pairing, PairingSet, sessionIn } from "../support/paired-launch";
import { allServers } from "../support/test-servers";

const USES = 60;
const ROUNDS = 3;
/** The control is a race: once is enough, but it need not be the first time. */
const CONTROL_ROUNDS = 20;

const set = PairingSet.forThisFile();

/** A launch URL, opened sixty times at once at these servers in turn. @returns the sessions that were opened by it */
async function sixtyAtOnce(pairing: Pairing, urls: readonly string[]): Promise<string[]> {
  const { target } = await freshLaunch(set.world, pairing);
  const once = async (i: number): Promise<string | undefined> => {
    const answer = await new Caller(urls[i % urls.length] ?? "").ask(target);
    // On a machine with too much to do some are sent away to come again; as a browser's user does, they do.
    if (answer.status === 503 && answer.header("retry-after") !== undefined) return once(i);
    expect([303, 410], answer.body).toContain(answer.status);
    return sessionIn(answer);
  };
  const sessions = await Promise.all(Array.from({ length: USES }, (_, i) => once(i)));
  return sessions.filter((session) => session !== undefined);
}

async function stored(pairing: Pairing): Promise<unknown> {
  const { rows } = await set.world.db.query(
    `SELECT (SELECT count(*)::int FROM end_user_sessions WHERE pairing_id = $1) AS sessions,
            (SELECT count(*)::int FROM login_events WHERE credential_id = $1 AND outcome = 'accepted') AS events`,
    [pairing.id],
  );
  return rows[0];
}

test("P4-07 sixty launches of one URL at once, over three processes and both doors: one session, one accepted event", async () => {
  const urls = allServers().map(({ url }) => url);
  for (let round = 0; round < ROUNDS; round += 1) expect(await sixtyAtOnce(set.a, urls)).toHaveLength(1);
  expect(await stored(set.a)).toEqual({ sessions: ROUNDS, events: ROUNDS });
});

test("P4-07 the same sixty catch a server that looks at the token and then opens the session: more than one is opened", async () => {
  const { a, world } = set;
  const controls = await Promise.all([0, 1].map(() => startFindThenLaunch(inject("databaseUrl"), a)));
  try {
    const opened: number[] = [];
    while (opened.length < CONTROL_ROUNDS && !opened.some((sessions) => sessions > 1)) {
      const sessions = await sixtyAtOnce(
        a,
        controls.map(({ url }) => url),
      );
      opened.push(sessions.length);
    }
    process.stdout.write(`P4-07 negative control: ${opened.join(", ")} sessions of one launch\n`);
    expect(Math.max(...opened)).toBeGreaterThan(1);
    const { rows } = await world.db.query("SELECT FROM end_user_sessions WHERE pairing_id = $1", [a.id]);
    expect(rows).toHaveLength(opened.reduce((sum, sessions) => sum + sessions));
  } finally {
    await Promise.all(controls.map((control) => control.stop()));
  }
});
