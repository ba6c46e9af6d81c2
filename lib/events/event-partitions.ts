import type { Queryable } from "../db/pools";
import { log } from "../log";
import { oncePerProcess } from "../registry";

/**
 * Makes the monthly partitions (UTC) that login events will fall into; those that are there stay. Any number of processes
 * may do so at once.
 * @param from an instant of the first month
 * @param months how many, the first included
 */
export async function ensureEventPartitions(db: Queryable, from: Date, months: number): Promise<void> {
  for (let ahead = 0; ahead < months; ahead += 1) {
    const month = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + ahead, 1)).toISOString().slice(0, 10);
    try {
      await db.query("SELECT login_events_ensure_month($1::date)", [month]);
    } catch (error) {
      if (!isHarmless(error, month)) throw error;
    }
  }
}

function isHarmless(error: unknown, month: string): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // Another process made the same partition meanwhile (duplicate table, or its row type).
  if (code === "42P07" || code === "23505") return true;
  // The role does not own the table: its events land in the default partition until the owner makes the months.
  if (code === "42501") {
    warnOnce(month);
    return true;
  }
  // Events of this month are in the default partition already: they are found there all the same, only not dropped by the month.
  if (code === "23514") {
    warnOnce(month);
    return true;
  }
  return false;
}

function warnOnce(month: string): void {
  const warned = oncePerProcess("event-partitions-warned", () => new Set<string>());
  if (warned.has(month)) return;
  warned.add(month);
  log().warn({ month }, "login events of this month go to the default partition: make its own with `npm run -s latchkey -- db migrate`");
}
