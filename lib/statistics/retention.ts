import type pg from "pg";
import { z } from "zod";
import { word } from "@/lib/core/word";
import { pool } from "@/lib/db/pools";
import { prisma, transaction } from "@/lib/db/prisma";
import { sqlTransaction } from "@/lib/db/sql-transaction";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { NIL_ID } from "@/lib/id";
import { log } from "@/lib/log";
import { oncePerProcess } from "@/lib/registry";
import { IS_COUNTED } from "./count-statement";

/** The platform setting that says for how many months login events are kept. */
const SETTING = "login-events.kept-months";
const DEFAULT_MONTHS = 25;

/** For how many months login events can be kept: a year at the least, with the month that it began in. */
export const monthsKeptInput = z.coerce
  .number({ error: word("forms.monthsKept.range") })
  .int(word("forms.monthsKept.range"))
  .min(13, word("forms.monthsKept.range"))
  .max(240, word("forms.monthsKept.range"));

/** For how many months login events are kept, the running one not among them. */
export async function monthsKept(): Promise<number> {
  const setting = await prisma().platformSetting.findUnique({ where: { name: SETTING } });
  const read = monthsKeptInput.safeParse(setting?.value);
  return read.success ? read.data : DEFAULT_MONTHS;
}

/** Changes for how many months login events are kept. What is older goes within the hour, for good; its statistics stay. */
export async function setMonthsKept(months: number, actor: Actor): Promise<void> {
  const before = await monthsKept();
  if (before === months) return;
  await transaction(async (tx) => {
    const setting = { name: SETTING, value: months };
    await tx.platformSetting.upsert({ where: { name: SETTING }, create: setting, update: { value: months } });
    const told = { partnerId: null, subjectId: NIL_ID, before: { months: before }, after: { months } };
    await recordAudit(tx, { actor, action: "platform.login_events_kept_set", ...told });
  });
}

/** The first instant from which login events are kept: that of a month of UTC. */
export function keptSince(months: number, now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
}

/** Rows of the default partition that are deleted in one statement. */
const SLICE = 5_000;

/**
 * Drops the partitions of whole months that are older than they are kept, and deletes such events from the default partition.
 * Nothing goes that has not been counted. Safe for any number of processes at once.
 * @returns the partitions that were dropped
 */
export async function dropOldEvents(now: Date): Promise<string[]> {
  const limit = keptSince(await monthsKept(), now);
  const dropped: string[] = [];
  for (const { table, end } of await monthTables()) {
    if (end > limit) break;
    if (!(await dropMonth(table, end))) return dropped;
    dropped.push(table);
  }
  await cleanDefault(limit);
  return dropped;
}

/** The months' partitions, oldest first; their names say which months they are (login_events_ensure_month). */
async function monthTables(): Promise<{ table: string; end: Date }[]> {
  const { rows } = await pool("statistics").query<{ table: string }>(
    "SELECT inhrelid::regclass::text AS table FROM pg_inherits WHERE inhparent = 'login_events'::regclass ORDER BY 1",
  );
  return rows.flatMap(({ table }) => {
    const [, year, month] = /^login_events_(\d{4})_(\d\d)$/.exec(table) ?? [];
    return year && month ? [{ table, end: new Date(Date.UTC(Number(year), Number(month), 1)) }] : [];
  });
}

/** "insufficient privilege", and "lock not available": somebody reads it, or others wait already */
const LATER = new Set(["42501", "55P03"]);

// Each statement sees what is committed when it begins: after the lock on the month, nothing can come into it any more. Dropping
// locks all login events: logins wait meanwhile, and must not for somebody who reads a whole month.
const BEGIN_DROPPING = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = 200";

async function dropMonth(table: string, end: Date): Promise<boolean> {
  try {
    const dropped = await sqlTransaction("statistics", BEGIN_DROPPING, (client) => dropCounted(client, table, end));
    if (dropped) log().info({ table }, "login events older than they are kept were dropped");
    return dropped;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && LATER.has(String(error.code)))) throw error;
    warnOnce(table, error);
    return false;
  }
}

/** @returns false: some of its events are not counted yet */
async function dropCounted(client: pg.PoolClient, table: string, end: Date): Promise<boolean> {
  const { rows } = await client.query<{ xact: string; since: string }>("SELECT xact::text, since::text FROM statistic_progress FOR UPDATE");
  await client.query(`LOCK TABLE ONLY login_events, ${table} IN ACCESS EXCLUSIVE MODE`);
  const uncounted = await client.query(`SELECT FROM ${table} e WHERE NOT ${IS_COUNTED} LIMIT 1`, [rows[0]?.xact, rows[0]?.since]);
  if (uncounted.rowCount !== 0) return false;
  await client.query("UPDATE statistic_progress SET events_since = greatest(events_since, $1)", [end]);
  await client.query(`DROP TABLE ${table}`);
  return true;
}

async function cleanDefault(limit: Date): Promise<void> {
  const { rowCount: some } = await pool("statistics").query("SELECT FROM login_events_default WHERE at < $1 LIMIT 1", [limit]);
  if (some === 0) return;
  await pool("statistics").query("UPDATE statistic_progress SET events_since = greatest(events_since, $1)", [limit]);
  for (let more = true; more;) {
    const { rowCount } = await pool("statistics").query(
      `WITH progress AS (SELECT xact, since FROM statistic_progress FOR UPDATE)
       DELETE FROM login_events_default WHERE ctid = ANY (ARRAY(
         SELECT e.ctid FROM login_events_default e, progress p WHERE e.at < $1 AND (e.xact < p.xact OR e.at <= p.since) LIMIT ${SLICE}))`,
      [limit],
    );
    more = rowCount === SLICE;
  }
}

function warnOnce(table: string, error: unknown): void {
  const warned = oncePerProcess("event-retention-warned", () => new Set<string>());
  if (warned.has(table)) return;
  warned.add(table);
  log().warn({ error, table }, "login events older than they are kept could not be dropped; it is tried again");
}
