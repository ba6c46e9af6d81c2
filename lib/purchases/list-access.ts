import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";

/** `none`: never had; `ended`: its period is over; `revoked`: taken back before that. */
export type AccessState = "none" | "current" | "ended" | "revoked";

/** One app that an end user has or had. */
export type AccessEntry = {
  readonly appId: string;
  readonly slug: string;
  readonly name: string;
  readonly partnerName: string;
  readonly state: Exclude<AccessState, "none">;
  /** false: suspended or no longer in the catalogue, so Open would be refused */
  readonly available: boolean;
  readonly since: Date;
  /** null: open-ended */
  readonly until: Date | null;
};

type EntryColumns = {
  app_id: string;
  slug: string;
  name: string;
  partner_name: string;
  state: "current" | "ended" | "revoked";
  available: boolean;
  starts_at: Date;
  ends_at: Date | null;
};

// Of several rights to one app the best counts: a current one, then the one that lasted longest.
const best = `
  SELECT DISTINCT ON (g.app_id) g.app_id, g.starts_at, g.ends_at,
         CASE WHEN g.revoked_at IS NOT NULL THEN 'revoked' WHEN g.ends_at <= statement_timestamp() THEN 'ended' ELSE 'current' END AS state
    FROM purchases g
   WHERE g.end_user_id = $1 AND g.starts_at <= statement_timestamp()
   ORDER BY g.app_id, g.revoked_at IS NULL AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp()) DESC,
            least(g.ends_at, g.revoked_at) DESC NULLS FIRST, g.id DESC`;

/** The apps that an end user has or had, by name. Apps that were never published are not shown. */
export async function listAccess(endUserId: string): Promise<AccessEntry[]> {
  if (!isId(endUserId)) return [];
  const { rows } = await pool("pages").query<EntryColumns>({
    name: "list-access",
    text: `SELECT b.app_id, a.slug, r.name, p.name AS partner_name, b.state, b.starts_at, b.ends_at,
                  a.suspended_at IS NULL AND p.suspended_at IS NULL AND p.partnership = 'active' AS available
             FROM (${best}) b
             JOIN apps a ON a.id = b.app_id
             JOIN partners p ON p.id = a.partner_id
             JOIN app_revisions r ON r.app_id = a.id AND r.state = 'published'
            ORDER BY lower(r.name), b.app_id`,
    values: [endUserId],
  });
  return rows.map((row) => ({
    appId: row.app_id,
    slug: row.slug,
    name: row.name,
    partnerName: row.partner_name,
    state: row.state,
    available: row.available,
    since: row.starts_at,
    until: row.ends_at,
  }));
}

/** Whether an end user may enter an app, as far as having got it goes. */
export async function accessState(endUserId: string, appId: string): Promise<AccessState> {
  if (!isId(endUserId) || !isId(appId)) return "none";
  const { rows } = await pool("pages").query<{ state: AccessState }>({
    name: "access-state",
    text: `SELECT b.state FROM (${best}) b WHERE b.app_id = $2`,
    values: [endUserId, appId],
  });
  return rows[0]?.state ?? "none";
}
