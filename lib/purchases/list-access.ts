import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";

/** `ended`: its period is over; `revoked`: taken back before that; `refunded`: the money went back too. */
type AccessState = "current" | "ended" | "revoked" | "refunded";

/** One app that an end user has or had. */
export type AccessEntry = {
  readonly appId: string;
  readonly slug: string;
  readonly name: string;
  readonly partnerName: string;
  readonly state: AccessState;
  /** false: suspended or no longer in the catalogue, so Open would be refused */
  readonly available: boolean;
  readonly since: Date;
  /** null: open-ended */
  readonly until: Date | null;
  /** IANA zone of the partner in force now, for the times above */
  readonly zone: string;
};

type EntryColumns = {
  app_id: string;
  slug: string;
  name: string;
  partner_name: string;
  state: AccessState;
  available: boolean;
  starts_at: Date;
  ends_at: Date | null;
  zone: string;
};

// Of several rights to one app the best counts: a current one, then the one that lasted longest.
const best = `
  SELECT DISTINCT ON (g.app_id) g.app_id, g.starts_at, g.ends_at,
         CASE WHEN g.state = 'refunded' THEN 'refunded' WHEN g.revoked_at IS NOT NULL THEN 'revoked' WHEN g.ends_at <= statement_timestamp() THEN 'ended' ELSE 'current' END AS state
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
                  a.suspended_at IS NULL AND p.suspended_at IS NULL AND p.partnership = 'active' AS available,
                  (SELECT z.zone FROM partner_time_zones z WHERE z.partner_id = p.id AND z.effective_from <= statement_timestamp()
                    ORDER BY z.effective_from DESC LIMIT 1) AS zone
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
    zone: row.zone,
  }));
}

/** Where the Open buttons of an end user's home lead: the origins of the apps that they may enter now, for that page's `form-action`. */
export async function openOrigins(endUserId: string): Promise<string[]> {
  if (!isId(endUserId)) return [];
  const { rows } = await pool("pages").query<{ service_url: string }>({
    name: "open-origins",
    text: `SELECT DISTINCT r.service_url
             FROM purchases g JOIN app_revisions r ON r.app_id = g.app_id AND r.state = 'published'
            WHERE g.end_user_id = $1 AND g.revoked_at IS NULL AND g.starts_at <= statement_timestamp()
              AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())`,
    values: [endUserId],
  });
  return [...new Set(rows.flatMap(({ service_url: url }) => (URL.canParse(url) ? [new URL(url).origin] : [])))];
}
