import { test } from "vitest";
import { drawn, faultRuns, seedOf } from "../support/fault-runs";
import { freezeInMidLoad } from "../support/freeze";
import { OwnPostgres } from "../support/postgres-process";

const FROZEN_MS = 30_000;

test.each(faultRuns())("R9 run %i: PostgreSQL frozen for 30 s in mid-load", async (run) => {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(`R9 run ${run}, seed ${seedOf(run)}`);
  const postgres = await OwnPostgres.start();
  try {
    await freezeInMidLoad(postgres, { frozenMs: FROZEN_MS, beforeMs: 500 + drawn(seedOf(run), "freeze", 1_500), say });
  } finally {
    await postgres.end();
  }
});
