import type pg from "pg";
import { inSnapshot, lockProgress } from "./progress";
import { calendarsOf } from "./zone-histories";

const DAY_MS = 86_400_000;
/** Of so many days all visits are kept; a login that comes later than that is placed by the events (count-batch.ts). */
const KEPT_DAYS = 3;
/** A person who came last so many days ago counts as new: no longer gap is asked for. */
const FORGOTTEN_DAYS = 400;
const SLICE = 20_000;

/** Where a pass over all visits has come to: the last key that it has looked at. */
export type PruneCursor = readonly [partnerId: string, scopeId: string, endUserId: string, day: number];

const BEGINNING: PruneCursor = ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000", -2_147_483_648]; // prettier-ignore

type KeyRow = { partner_id: string; scope_id: string; end_user_id: string; day: number };

/**
 * Deletes visits that no coming login asks for, a slice at a time: of days that are over for long, each person's last one alone
 * is kept. Once a day a pass goes through all of them. @param cursor where the slice before ended; null: no pass is on its way
 * @returns where to go on; null: nothing to do before tomorrow
 */
export async function pruneVisits(cursor: PruneCursor | null, nowMs: number): Promise<PruneCursor | null> {
  return inSnapshot(async (client) => {
    const { visitsSinceMs } = await lockProgress(client);
    const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
    const horizonMs = Math.max(visitsSinceMs, today - KEPT_DAYS * DAY_MS);
    if (cursor === null) {
      if (horizonMs === visitsSinceMs) return null;
      await client.query("UPDATE statistic_progress SET visits_since = $1", [new Date(horizonMs)]);
    }
    return pruneSlice(client, cursor ?? BEGINNING, horizonMs);
  });
}

async function pruneSlice(client: pg.PoolClient, cursor: PruneCursor, horizonMs: number): Promise<PruneCursor | null> {
  const { rows } = await client.query<KeyRow>(
    `SELECT partner_id, scope_id, end_user_id, day FROM statistic_visits WHERE (partner_id, scope_id, end_user_id, day) > ($1, $2, $3, $4)
      ORDER BY partner_id, scope_id, end_user_id, day LIMIT ${SLICE}`,
    [...cursor],
  );
  const calendars = await calendarsOf(client, [...new Set(rows.map(({ partner_id: id }) => id))]);
  const horizons = new Map([...calendars].map(([id, calendar]) => [id, calendar.dayAt(horizonMs).number]));
  const gone = rows.filter((row, index) => {
    const horizon = horizons.get(row.partner_id) ?? Number.NEGATIVE_INFINITY;
    const next = rows[index + 1];
    const later = next && samePerson(row, next) ? next.day : Number.POSITIVE_INFINITY;
    return later < horizon || row.day < horizon - FORGOTTEN_DAYS;
  });
  if (gone.length > 0) await deleteVisits(client, gone);
  const last = rows.at(-1);
  return rows.length < SLICE || !last ? null : [last.partner_id, last.scope_id, last.end_user_id, last.day];
}

function samePerson(one: KeyRow, other: KeyRow): boolean {
  return one.partner_id === other.partner_id && one.scope_id === other.scope_id && one.end_user_id === other.end_user_id;
}

async function deleteVisits(client: pg.PoolClient, gone: readonly KeyRow[]): Promise<void> {
  // Each by its key: the table may be a hundred times as large as the slice.
  await client.query("SET LOCAL enable_nestloop = on");
  await client.query(
    `DELETE FROM statistic_visits v USING unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[]) AS g(partner_id, scope_id, end_user_id, day)
      WHERE (v.partner_id, v.scope_id, v.end_user_id, v.day) = (g.partner_id, g.scope_id, g.end_user_id, g.day)`,
    [
      gone.map(({ partner_id: id }) => id),
      gone.map(({ scope_id: id }) => id),
      gone.map(({ end_user_id: id }) => id),
      gone.map(({ day }) => day),
    ],
  );
}
