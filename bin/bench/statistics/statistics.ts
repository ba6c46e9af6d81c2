import pg from "pg";
import pc from "picocolors";
import { migrate } from "@/lib/db/migrate";
import { packageRoot } from "@/lib/env/package-root";
import { PLATFORM, type StatisticsScope } from "@/lib/statistics";
import type { CleanUp } from "../clean-up";
import { type BenchDatabase, type BenchServer, startDatabase } from "../database";
import { bundlePrograms } from "../programs";
import { median } from "../median";
import { number } from "../report";
import { say } from "../say";
import { runToEnd } from "../server-process";
import { BIGGEST, fillEvents } from "./fill";

const LIMIT_MS = 10;
const LIMIT_RATIO = 1.5;

/** A page that is looked at. */
type Look = {
  readonly title: string;
  readonly scope: StatisticsScope;
  readonly period: Readonly<Record<string, string>>;
  readonly zone: string;
};

const ofPartner = { partnerId: BIGGEST.partnerId };
const looks: readonly [Look, ...Look[]] = [
  { title: "biggest app, 30 days", scope: BIGGEST, period: { range: "30" }, zone: "Europe/Warsaw" },
  { title: "biggest app, 7 days by hour", scope: BIGGEST, period: { range: "7", by: "hour" }, zone: "Europe/Warsaw" },
  { title: "biggest app, 90 days by week", scope: BIGGEST, period: { range: "90", by: "week" }, zone: "Europe/Warsaw" },
  { title: "biggest partner, 30 days", scope: ofPartner, period: { range: "30" }, zone: "Europe/Warsaw" },
  { title: "… by launch token alone", scope: { ...ofPartner, protocol: "launch-token" }, period: { range: "30" }, zone: "Europe/Warsaw" },
  { title: "whole platform, 30 days", scope: { partnerId: PLATFORM }, period: { range: "30" }, zone: "UTC" },
];

type Seen = { readonly databaseMs: number; readonly wholeMs: number; readonly entries: number };

/** How the statistics were asked to be measured. */
export type StatisticsOptions = { readonly events: number; readonly repeats: number };

/**
 * Fills two databases, one with a tenth of the events, has everything counted, and looks at the same pages of both in turn.
 * @returns whether as many events were counted as there are
 */
export async function benchStatistics({ events, repeats }: StatisticsOptions, cleanUp: CleanUp): Promise<boolean> {
  const programs = await bundlePrograms(cleanUp);
  const postgres = await startDatabase(cleanUp);
  const run = async (database: BenchDatabase, what: "count" | "look", env: Record<string, string> = {}) => {
    const admin = Object.assign(new URL(database.url), { pathname: "/bench" }).href;
    const whole = { ...env, BENCH_DATABASE: database.url, BENCH_NAME: database.name, BENCH_ADMIN: admin };
    return JSON.parse(await runToEnd([programs.statisticsPage, what], packageRoot(), cleanUp, whole)) as unknown;
  };
  const sizes = [Math.round(events / 10), events];
  const filled: { database: BenchDatabase; right: boolean }[] = [];
  for (const size of sizes) filled.push(await fillAndCount(postgres, size, run));
  const seen = looks.map(() => sizes.map(() => [] as Seen[]));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const [at, { scope, period, zone }] of looks.entries()) {
      for (const [size, { database }] of filled.entries()) {
        const env = { BENCH_SCOPE: JSON.stringify(scope), BENCH_PERIOD: JSON.stringify(period), BENCH_ZONE: zone };
        seen[at]?.[size]?.push((await run(database, "look", env)) as Seen);
      }
    }
  }
  report(seen, sizes);
  return filled.every(({ right }) => right);
}

async function fillAndCount(
  postgres: BenchServer,
  events: number,
  run: (database: BenchDatabase, what: "count") => Promise<unknown>,
): Promise<{ database: BenchDatabase; right: boolean }> {
  const database = await postgres.createDatabase(`events_${events}`);
  await migrate(database.url);
  say(`Filling a database with ${events.toLocaleString("en-GB")} events …`);
  await fillEvents(database.pool, events);
  say("Counting them …");
  const { events: counted, seconds } = (await run(database, "count")) as { events: number; seconds: number };
  await database.pool.query("VACUUM FULL statistic_people");
  await database.pool.query("VACUUM ANALYZE");
  // Whoever looks pays for the planning of what is not prepared, too.
  await database.pool.query(`ALTER DATABASE ${pg.escapeIdentifier(database.name)} SET pg_stat_statements.track_planning = on`);
  const { rows } = await database.pool.query<{ stored: number; size: string; rolled: string }>(
    `SELECT (SELECT sum(count) FROM statistic_counts WHERE partner_id = $1)::float8 AS stored,
            pg_size_pretty((SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'login_events'::regclass)) AS size,
            pg_size_pretty(pg_total_relation_size('statistic_counts') + pg_total_relation_size('statistic_users') + pg_total_relation_size('statistic_people')) AS rolled`,
    [PLATFORM],
  );
  const [row] = rows;
  const right = counted === events && row?.stored === events;
  const check = right ? pc.green("all of them") : pc.red(`${counted} counted, ${row?.stored ?? 0} stored`);
  say(`  ${check}, ${number((seconds * 1e6) / events, 1)} µs each; events ${row?.size ?? ""}, statistics ${row?.rolled ?? ""}`);
  return { database, right };
}

function report(seen: readonly (readonly (readonly Seen[])[])[], sizes: readonly number[]): void {
  const head = `${"database time of a page, ms (whole, with Node)".padEnd(48)}${sizes.map((size) => `${size.toLocaleString("en-GB")} events`.padStart(22)).join("")}${"ratio".padStart(10)}`;
  const lines = looks.map(({ title }, at) => {
    const medians = (seen[at] ?? []).map((ofSize) => ({ database: medianOf(ofSize, "databaseMs"), whole: medianOf(ofSize, "wholeMs") }));
    const cells = medians.map(({ database, whole }) => `${number(database, 2)} (${number(whole, 2)})`.padStart(22)).join("");
    return `  ${title.padEnd(46)}${cells}${number(ratioOf(medians), 2).padStart(10)}`;
  });
  const first = (seen[0] ?? []).map((ofSize) => ({ database: medianOf(ofSize, "databaseMs") }));
  const time = first.at(-1)?.database ?? 0;
  const goals = [
    `${looks[0].title}: ${number(time, 2)} ms   ${told(time <= LIMIT_MS, `goal ≤ ${LIMIT_MS} ms`)}`,
    `${looks[0].title}: ${number(ratioOf(first), 2)} × its time at a tenth of the events   ${told(ratioOf(first) <= LIMIT_RATIO, `goal ≤ ${LIMIT_RATIO}`)}`,
  ];
  process.stdout.write(`\n${pc.bold(head)}\n${lines.join("\n")}\n\n  ${goals.join("\n  ")}\n`);
}

function told(met: boolean, goal: string): string {
  return met ? pc.green(`${goal}: met`) : pc.red(`${goal}: missed`);
}

function ratioOf(medians: readonly { readonly database: number }[]): number {
  return (medians.at(-1)?.database ?? 0) / (medians[0]?.database ?? 1);
}

function medianOf(all: readonly Seen[], figure: "databaseMs" | "wholeMs"): number {
  return median(all.map((one) => one[figure]));
}
