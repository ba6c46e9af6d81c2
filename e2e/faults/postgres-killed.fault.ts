import { expect, test } from "vitest";
import { drawn, faultRuns, seedOf } from "../support/fault-runs";
import { killInMidLoad } from "../support/kill-postgres";
import { OwnPostgres } from "../support/postgres-process";

const CONTROL_TRIES = 5;

const say = (line: string) => process.stdout.write(`${line}\n`);

test.each(faultRuns())(
  "R3 run %i: kill -9 of PostgreSQL in mid-load: nothing twice, nothing lost, back within 2 s, no process ends",
  async (run) => {
    const seed = seedOf(run);
    const postgres = await OwnPostgres.start();
    try {
      const report = await killInMidLoad(postgres, { beforeMs: 800 + drawn(seed, "kill", 1_500), env: { LATCHKEY_UNSAFE_DATABASE: "" } });
      say(`R3 run ${run}, seed ${seed}: ${JSON.stringify(report)}`);
      expect(report.verdict.violations).toEqual([]);
      expect(report.twice).toBe(0);
      expect(report.acknowledged).toBeGreaterThan(200);
      expect(report.recoveryMs).toBeLessThan(2_000);
      expect(report.outageMs).toBeLessThan(report.downMs + 3_000);
      expect(report.exited).toBe(false);
    } finally {
      await postgres.end();
    }
  },
);

test(`R3 the same harness catches synchronous_commit = off within ${CONTROL_TRIES} tries: acknowledged logins happen twice`, async () => {
  const postgres = await OwnPostgres.start({ synchronous_commit: "off" });
  try {
    for (let attempt = 1; attempt <= CONTROL_TRIES; attempt += 1) {
      const report = await killInMidLoad(postgres, {
        beforeMs: 800 + drawn(seedOf(attempt), "control", 1_500),
        env: { LATCHKEY_UNSAFE_DATABASE: "1" },
      });
      say(
        `R3 negative control, try ${attempt}, seed ${seedOf(attempt)}: ${report.twice} of ${report.acknowledged} acknowledged logins happened twice`,
      );
      if (report.twice > 0) {
        expect(report.verdict.violations.some((violation) => violation.startsWith("C1"))).toBe(true);
        return;
      }
    }
    expect.fail("the harness did not notice what it must notice");
  } finally {
    await postgres.end();
  }
});
