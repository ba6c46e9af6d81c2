import { expect, inject, test } from "vitest";
import { Browser, type Issuer, IssuerSet, sessionIn, token } from "../support/external-token";
import { startFindThenInsert } from "../support/find-then-insert-server";
import { allServers } from "../support/test-servers";

const USES = 60;
const ROUNDS = 3;
/** The control is a race: once is enough, but it need not be the first time. */
const CONTROL_ROUNDS = 20;

const set = IssuerSet.forThisFile();

/** A token, used sixty times at once at these servers in turn. @returns the sessions that were opened by it */
async function sixtyAtOnce(issuer: Issuer, urls: readonly string[]): Promise<string[]> {
  const V = token(issuer);
  const once = async (i: number): Promise<string | undefined> => {
    const answer = await new Browser(urls[i % urls.length] ?? "").arrive(V);
    // On a machine with too much to do some are sent away to come again; as a browser's user does, they do.
    return answer.status === 503 && answer.header("retry-after") !== undefined ? once(i) : sessionIn(answer);
  };
  const sessions = await Promise.all(Array.from({ length: USES }, (_, i) => once(i)));
  return sessions.filter((session) => session !== undefined);
}

async function stored(issuer: Issuer): Promise<unknown> {
  const { rows } = await set.world.db.query(
    `SELECT (SELECT count(*)::int FROM end_user_sessions WHERE issuer_id = $1) AS sessions,
            (SELECT count(*)::int FROM login_events WHERE credential_id = $1 AND outcome = 'accepted') AS events`,
    [issuer.id],
  );
  return rows[0];
}

test("P2-40 sixty uses of one token at once, over three processes and both doors: one session, one accepted event", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    expect(
      await sixtyAtOnce(
        set.issuer,
        allServers().map(({ url }) => url),
      ),
    ).toHaveLength(1);
  }
  expect(await stored(set.issuer)).toEqual({ sessions: ROUNDS, events: ROUNDS });
});

test("P2-40 the same sixty uses catch a server that looks for the id and then opens the session: more than one is opened", async () => {
  const { issuer, world } = set;
  const controls = await Promise.all([0, 1].map(() => startFindThenInsert(inject("databaseUrl"), issuer, world.users.u1)));
  try {
    const opened: number[] = [];
    while (opened.length < CONTROL_ROUNDS && !opened.some((sessions) => sessions > 1)) {
      const sessions = await sixtyAtOnce(
        issuer,
        controls.map(({ url }) => url),
      );
      opened.push(sessions.length);
    }
    process.stdout.write(`P2-40 negative control: ${opened.join(", ")} sessions of one token\n`);
    expect(Math.max(...opened)).toBeGreaterThan(1);
    expect(await stored(issuer)).toMatchObject({ sessions: opened.reduce((sum, sessions) => sum + sessions) });
  } finally {
    await Promise.all(controls.map((control) => control.stop()));
  }
});
