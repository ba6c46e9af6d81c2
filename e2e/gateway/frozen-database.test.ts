import { afterAll, beforeAll, test } from "vitest";
import { aboutTime } from "../support/about-time";
import { freezeInMidLoad } from "../support/freeze";
import { OwnPostgres } from "../support/postgres-process";

let postgres: OwnPostgres;
beforeAll(async () => {
  postgres = await OwnPostgres.start();
});
afterAll(() => postgres.end());

test(
  "R9 PostgreSQL frozen for 4 s in mid-load: every request ends with 503 in time, success within 2 s after, and no token twice",
  aboutTime,
  async () => {
    await freezeInMidLoad(postgres, { frozenMs: 4_000, say: (line) => process.stdout.write(`${line}\n`) });
  },
);
