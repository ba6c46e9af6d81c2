import type pg from "pg";
import { NIL_ID } from "@/lib/id";
import { horizonsFrom, horizonsOf, IS_ASKED_FOR, moveHorizon } from "./kept-visits";
import { inSnapshot, lockProgress } from "./progress";
import { calendarsOf } from "./owners";

const SLICE = 10_000;

/** Where a pass over all people has come to: the last key that it has looked at. */
export type PruneCursor = readonly [partnerId: string, endUserId: string];

/** Before everybody: no person has this id. */
const BEGINNING: PruneCursor = [NIL_ID, NIL_ID];

/**
 * Forgets visits that no coming login asks for, a slice of people at a time. Whoever comes again is tidied up by that
 * (`keepVisits`); this is for the others. Once a day a pass goes through all of them.
 * @param cursor where the slice before ended; null: no pass is on its way
 * @returns where to go on; null: nothing to do before tomorrow
 */
export async function pruneVisits(cursor: PruneCursor | null, nowMs: number): Promise<PruneCursor | null> {
  return inSnapshot(async (client) => {
    const progress = await lockProgress(client);
    const horizonMs = await moveHorizon(client, progress, nowMs);
    if (cursor === null && horizonMs === progress.visitsSinceMs) return null;
    return pruneSlice(client, cursor ?? BEGINNING, horizonMs);
  });
}

async function pruneSlice(client: pg.PoolClient, cursor: PruneCursor, horizonMs: number): Promise<PruneCursor | null> {
  const { rows } = await client.query<{ partner_id: string; end_user_id: string }>(
    `SELECT partner_id, end_user_id FROM statistic_people WHERE (partner_id, end_user_id) > ($1, $2) ORDER BY partner_id, end_user_id LIMIT ${SLICE}`,
    [...cursor],
  );
  const last = rows.at(-1);
  if (!last) return null;
  const calendars = await calendarsOf(client, [...new Set(rows.map(({ partner_id: id }) => id))]);
  const next: PruneCursor = [last.partner_id, last.end_user_id];
  await client.query(PRUNE, [...cursor, ...next, ...horizonsOf(calendars, horizonMs)]);
  return rows.length < SLICE ? null : next;
}

const PRUNE = `
WITH visits AS (
  SELECT p.partner_id, p.end_user_id, v.scope_id, v.day, v.hours, h.horizon,
         lead(v.day) OVER (PARTITION BY p.partner_id, p.end_user_id, v.scope_id ORDER BY v.day) AS after
    FROM statistic_people p JOIN ${horizonsFrom(5)} USING (partner_id), unnest(p.scope_ids, p.days, p.hours) AS v(scope_id, day, hours)
   WHERE (p.partner_id, p.end_user_id) > ($1, $2) AND (p.partner_id, p.end_user_id) <= ($3, $4)
), judged AS (
  SELECT partner_id, end_user_id, scope_id, day, hours, ${IS_ASKED_FOR} AS stays FROM visits
), tidied AS (
  SELECT partner_id, end_user_id, array_agg(scope_id) FILTER (WHERE stays) AS scope_ids, array_agg(day) FILTER (WHERE stays) AS days,
         array_agg(hours) FILTER (WHERE stays) AS hours
    FROM judged GROUP BY partner_id, end_user_id HAVING NOT bool_and(stays)
), gone AS (
  DELETE FROM statistic_people p USING tidied t WHERE t.days IS NULL AND p.partner_id = t.partner_id AND p.end_user_id = t.end_user_id
)
UPDATE statistic_people p SET scope_ids = t.scope_ids, days = t.days, hours = t.hours
  FROM tidied t WHERE t.days IS NOT NULL AND p.partner_id = t.partner_id AND p.end_user_id = t.end_user_id`;
