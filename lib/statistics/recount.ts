import type pg from "pg";
import { countBatch } from "./count-batch";
import { COUNTED_COLUMNS } from "./counted-events";
import { IS_COUNTED } from "./count-statement";
import { inSnapshot, lockProgress } from "./progress";
import { calendarsOf } from "./owners";

/**
 * Throws everything away that was counted of days whose events are all there, and counts it anew: after the machine's zone
 * data has changed, or `verify` has found a difference. One transaction: pages read what was before until it has ended.
 * Takes a minute for ten million events, in which the job waits.
 * @returns how many events were counted
 */
export async function recountStatistics(): Promise<number> {
  return inSnapshot(async (client) => {
    const progress = await lockProgress(client);
    await throwAway(client, progress.eventsSinceMs);
    // Nothing is pruned while everything is made again.
    const whole = { ...progress, visitsSinceMs: Number.NEGATIVE_INFINITY };
    await client.query("UPDATE statistic_progress SET visits_since = '-infinity'");
    let events = 0;
    for (const table of await eventTables(client)) {
      const query = `SELECT ${COUNTED_COLUMNS} FROM ${table} e WHERE ${IS_COUNTED}`;
      events += await countBatch(client, { query, values: [progress.xact, progress.since] }, whole, false);
    }
    return events;
  });
}

async function throwAway(client: pg.PoolClient, eventsSinceMs: number): Promise<void> {
  if (eventsSinceMs === Number.NEGATIVE_INFINITY) {
    for (const table of ["statistic_counts", "statistic_users", "statistic_people"]) await client.query(`DELETE FROM ${table}`);
    return;
  }
  for (const table of ["statistic_counts", "statistic_users"]) {
    await client.query(`DELETE FROM ${table} WHERE starts_at >= $1`, [new Date(eventsSinceMs)]);
  }
  const { rows } = await client.query<{ id: string }>("SELECT DISTINCT partner_id AS id FROM statistic_people");
  const calendars = await calendarsOf(
    client,
    rows.map(({ id }) => id),
  );
  const owners = [...calendars.entries()];
  // The first day that begins then, or after: a day that had begun before is closed.
  const firstDays = owners.map(([, calendar]) => {
    const day = calendar.dayAt(eventsSinceMs);
    return day.startMs < eventsSinceMs ? calendar.dayAt(day.endMs).number : day.number;
  });
  await client.query(
    `UPDATE statistic_people p SET (scope_ids, days, hours) = (
         SELECT coalesce(array_agg(v.scope_id), '{}'), coalesce(array_agg(v.day), '{}'), coalesce(array_agg(v.hours), '{}')
           FROM unnest(p.scope_ids, p.days, p.hours) AS v(scope_id, day, hours) WHERE v.day < o.first)
       FROM unnest($1::uuid[], $2::int[]) AS o(id, first) WHERE p.partner_id = o.id`,
    [owners.map(([id]) => id), firstDays],
  );
  await client.query("DELETE FROM statistic_people WHERE days = '{}'");
}

/** The tables that login events lie in, as SQL. A month at a time is what a machine can sort. */
async function eventTables(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'login_events'::regclass ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}
