// One process that has one database: it counts what is there, or looks at the statistics page's figures again and again.
import pg from "pg";
import { nowMs } from "@/lib/clock";
import { localCalendar } from "@/lib/core/local-calendar";
import { setDatabaseUrl } from "@/lib/db/address";
import { closePools } from "@/lib/db/pools";
import { pruneVisits, readPeriod, readStatistics, rollUpOnce, type StatisticsScope } from "@/lib/statistics";

const { BENCH_DATABASE = "", BENCH_ADMIN = "", BENCH_NAME = "", BENCH_SCOPE = "{}", BENCH_PERIOD = "{}", BENCH_ZONE = "" } = process.env;
const WARM = 8;
const LOOKS = 40;

async function count(): Promise<unknown> {
  const start = performance.now();
  let events = 0;
  for (let counted = await rollUpOnce(); counted > 0; counted = await rollUpOnce()) events += counted;
  const seconds = (performance.now() - start) / 1000;
  // As it is done every day.
  for (let cursor = await pruneVisits(null, nowMs()); cursor !== null;) cursor = await pruneVisits(cursor, nowMs());
  return { events, seconds };
}

async function look(): Promise<unknown> {
  const admin = new pg.Client({ connectionString: BENCH_ADMIN });
  await admin.connect();
  const scope = JSON.parse(BENCH_SCOPE) as StatisticsScope;
  const calendar = localCalendar([{ fromMs: 0, zone: BENCH_ZONE }]);
  const times: number[] = [];
  let entries = 0;
  for (let done = -WARM; done < LOOKS; done += 1) {
    if (done === 0) await admin.query("SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname = $1", [BENCH_NAME]);
    const start = performance.now();
    const period = readPeriod(JSON.parse(BENCH_PERIOD) as Record<string, string>, calendar, nowMs());
    if (!period.ok) throw new Error(period.reason);
    const { total } = await readStatistics(scope, period.value);
    if (done >= 0) times.push(performance.now() - start);
    entries = total.entries;
  }
  const { rows } = await admin.query<{ ms: number }>(
    "SELECT sum(total_exec_time + total_plan_time)::float8 AS ms FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = $1",
    [BENCH_NAME],
  );
  await admin.end();
  times.sort((left, right) => left - right);
  return { databaseMs: (rows[0]?.ms ?? 0) / LOOKS, wholeMs: times[LOOKS / 2], entries };
}

setDatabaseUrl(BENCH_DATABASE);
const answer = await (process.argv[2] === "count" ? count() : look());
await closePools();
process.stdout.write(`${JSON.stringify(answer)}\n`);
