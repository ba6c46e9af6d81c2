import type pg from "pg";
import { newId } from "@/lib/id";
import type { Comparison } from "./compare";
import { rate } from "./report";
import { frontDoorCommand, latchkeyDatabase } from "./variants/latchkey";
import { redeeming } from "./variants/launch-token";
import type { Variant, VariantKey, Workshop } from "./variants/variant";

/** The app that all traffic goes to, where all goes to one. */
const ONE_APP = 0;

const titles: Readonly<Partial<Record<VariantKey, string>>> = {
  a: "200 apps, nobody counts",
  b: "200 apps, statistics run",
  c: "one app, nobody counts",
  d: "one app, statistics run",
};

/** What the statistics cost the logins: redemptions beside the job that counts them, and without it. */
export const counting: Comparison = {
  keys: ["a", "b", "c", "d"],
  prepare: (workshop) => Promise.resolve((key) => countingVariant(key, workshop)),
  goals: [
    { title: "req/s       b / a  statistics running against nobody counting", of: ["b", "a"], figure: rate, limit: 0.9 },
    { title: "req/s       d / c  the same, all traffic on one app", of: ["d", "c"], figure: rate, limit: 0.9 },
  ],
};

/** Each has a database of its own: what one has to count must not be counted while another is measured. */
async function countingVariant(key: VariantKey, workshop: Workshop): Promise<Variant> {
  const ours = await latchkeyDatabase(workshop, `counting_${key}`);
  const { pool } = ours.database;
  const counts = key === "b" || key === "d";
  if (!counts) await keepLease(pool);
  const command = await frontDoorCommand(workshop.root, ours, {}, workshop.nodeArgs);
  const variant = redeeming(key, titles[key] ?? "", command, ours, key === "a" || key === "b" ? null : ONE_APP);
  if (!counts) return variant;
  return { ...variant, tally: async () => [...(await variant.tally()), { what: "in the statistics", count: await countedInTime(pool) }] };
}

/** The lease of the statistics belongs to nobody who does anything: the server never counts. */
async function keepLease(db: pg.Pool): Promise<void> {
  await db.query("INSERT INTO leases (name, holder, expires_at) VALUES ('statistics', $1, 'infinity')", [newId()]);
}

/** How many accepted logins the statistics hold, once they hold all; what is missing after a minute is missing. */
async function countedInTime(db: pg.Pool): Promise<number> {
  for (let looks = 0; ; looks += 1) {
    const { rows } = await db.query<{ stored: number; behind: boolean }>(
      `SELECT (SELECT coalesce(sum(count), 0) FROM statistic_counts
                WHERE partner_id = '00000000-0000-0000-0000-000000000000' AND kind = 'login' AND outcome = 'accepted')::int AS stored,
              EXISTS (SELECT FROM login_events e, statistic_progress p WHERE e.xact >= p.xact AND e.at > p.since) AS behind`,
    );
    const [row] = rows;
    if (row && (!row.behind || looks === 600)) return row.stored;
    await db.query("SELECT pg_sleep(0.1)");
  }
}
