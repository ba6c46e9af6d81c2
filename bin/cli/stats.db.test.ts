import { afterAll, beforeAll, expect, test } from "vitest";
import { runInside } from "@/bin/testing/run-inside";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner } from "@/lib/testing/fixtures";
import { aLogin, countEverything, insertEvents } from "@/lib/testing/statistics";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("stats verify finds each figure that is kept otherwise than the events say, and stats recount mends it", async () => {
  const partner = await aPartner({ timeZone: "Asia/Kathmandu" });
  const subjectId = "0190c8a0-0000-7000-8000-00000000abcd";
  await insertEvents(
    ["2026-10-03T18:14:59Z", "2026-10-03T18:15:00Z", "2026-10-04T12:00:00Z"].map((at) => aLogin(partner.id, at, { subjectId })),
  );
  await countEverything();
  const verify = () => runInside(["stats", "verify", "--from", "2026-10-03", "--to", "2026-10-04"]);
  const right = await verify();
  expect(right).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(right.out)).toEqual({ events: 3, differences: 0, found: [] });

  for (const [table, what] of [
    ["statistic_counts", "count = count + 1"],
    ["statistic_counts", "hours[1] = hours[1] + 1"],
    ["statistic_counts", "starts_at = starts_at + interval '1 hour'"],
    ["statistic_users", "users = users - 1"],
    ["statistic_users", "returns[1] = coalesce(returns[1], 0) + 1"],
    ["statistic_users", "hours[1] = hours[1] + 1"],
  ] as const) {
    await testPool().query(`UPDATE ${table} SET ${what} WHERE partner_id = $1 AND scope_id = $2 AND starts_at = '2026-10-03T18:15:00Z'`, [
      partner.id,
      subjectId,
    ]);
    const wrong = await verify();
    expect(wrong.code).toBe(0);
    expect(wrong.err, what).toContain("Statistics differ from the login events");
    const answer = JSON.parse(wrong.out) as { differences: number; found: string[] };
    expect(answer.differences, what).toBeGreaterThan(0);
    expect(answer.found[0]).toMatch(
      new RegExp(`^partner ${partner.id}, ${subjectId}, 2026-10-04 from 2026-10-03T18:15:00.000Z: .*: expected \\d+, stored \\d+$`),
    );
    const recount = await runInside(["stats", "recount"]);
    expect(JSON.parse(recount.out)).toEqual({ events: 3 });
    expect(JSON.parse((await verify()).out)).toMatchObject({ differences: 0 });
  }
});

test("stats verify says what is wrong with its dates", async () => {
  expect(await runInside(["stats", "verify", "--from", "2026-10-05", "--to", "2026-10-04"])).toMatchObject({ code: 1, out: "" });
  for (const date of ["2026-02-30", "yesterday", "2026-10-01T00:00:00Z"])
    expect(await runInside(["stats", "verify", "--from", date, "--to", "2026-10-04"])).toMatchObject({ code: 2, out: "" });
});
