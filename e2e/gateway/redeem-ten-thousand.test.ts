import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startFindThenUpdate } from "../support/find-then-update-server";
import { checkHistory } from "../support/history";
import { countByStatus, Load, type Outcome, type Shot } from "../support/load";
import { createWorld, type LoginToken, type World } from "../support/world";

const TOKENS = 100;
const TRIES_EACH = 100;
// All uses of a token, and some of the next: more would measure how long the machine lets a request queue, not whether it is right.
const AT_ONCE = 128;

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
});
afterAll(() => world.close());

/** 100 tries of each of 100 tokens of ten users, turn about at the instances, those of one token close together. */
async function tenThousand(instances: readonly string[]): Promise<{ tokens: LoginToken[]; outcomes: Outcome[]; seconds: number }> {
  const tokens: LoginToken[] = [];
  for (let i = 0; i < 10; i += 1) {
    const user = await world.newUser({ access: [world.apps.aPub] });
    tokens.push(...(await world.freshTokens(TOKENS / 10, user, world.apps.aPub)));
  }
  const bearers = [world.bearers.TA, world.bearers.TA2];
  const shots = tokens.flatMap((token) =>
    Array.from({ length: TRIES_EACH }, (_, i): Shot => {
      return { token, bearer: bearers[(i >> 1) % 2] ?? world.bearers.TA, baseUrl: instances[i % instances.length] ?? "" };
    }),
  );
  const load = new Load(AT_ONCE);
  const start = performance.now();
  const outcomes = await load.untilAnswered(shots, AT_ONCE);
  const seconds = (performance.now() - start) / 1000;
  load.close();
  return { tokens, outcomes, seconds };
}

test("R1 10,000 concurrent redemptions of 100 tokens over two instances: 100 times 200, 9,900 times 410, 100 accepted events", async () => {
  const { front, secondFront } = inject("testServers");
  const { tokens, outcomes, seconds } = await tenThousand([front.url, secondFront.url]);
  process.stdout.write(
    `R1: ${JSON.stringify(countByStatus(outcomes))} in ${seconds.toFixed(1)} s, ${Math.round(outcomes.length / seconds)} redemptions a second\n`,
  );
  expect(countByStatus(outcomes)).toEqual({ 200: 100, 410: 9_900 });
  const verdict = await checkHistory(world.db, tokens, outcomes);
  expect(verdict.violations).toEqual([]);
  expect(verdict.acceptedEvents).toBe(100);
  const { rows } = await world.db.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM login_events WHERE login_token_id = ANY ($1::uuid[]) AND outcome = 'refused' AND reason = 'token_used'",
    [tokens.map(({ id }) => id)],
  );
  expect(rows[0]?.count, "each refusal is one event").toBe(9_900);
});

test("R1 the same harness catches a redemption that finds the token and then updates it: more than 100 succeed", async () => {
  const controls = await Promise.all([startFindThenUpdate(inject("databaseUrl")), startFindThenUpdate(inject("databaseUrl"))]);
  try {
    const { tokens, outcomes } = await tenThousand(controls.map(({ url }) => url));
    const succeeded = outcomes.filter(({ status }) => status === 200).length;
    process.stdout.write(`R1 negative control: ${JSON.stringify(countByStatus(outcomes))}\n`);
    expect(succeeded).toBeGreaterThan(100);
    const { violations } = await checkHistory(world.db, tokens, outcomes);
    expect(violations.some((violation) => violation.startsWith("C1"))).toBe(true);
  } finally {
    await Promise.all(controls.map((control) => control.stop()));
  }
});
