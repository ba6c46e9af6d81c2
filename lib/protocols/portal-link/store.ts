import type { Queryable } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { OFF_SETTING } from "./settings";
import type { KeyRow, LinkFacts } from "./verify";

type Columns = {
  now_ms: number;
  off_everywhere: boolean;
  signed_in: string | null;
  id: string | null;
  partner_id: string;
  key: string;
  username: string;
  user_id: string;
  end_user_id: string;
  revoked: boolean;
  partner_suspended: boolean;
  links_off: boolean;
};

/**
 * What there is to know of a link: whose key it has, who is signed in, what is switched off. Read anew for each, so that
 * everything acts at once; the same statement whatever the link says, so that its time tells nothing (P5-06).
 * @param key null: the link has none @param sessionHash SHA-256 of the session cookie; null: none
 */
export async function findLinkFacts(
  db: Queryable,
  key: string | null,
  sessionHash: Buffer | null,
): Promise<Omit<LinkFacts, "arrivedInClear"> & { readonly nowMs: number }> {
  const { rows } = await db.query<Columns>({
    name: "find-portal-link-facts",
    text: `
      SELECT floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms,
             EXISTS (SELECT FROM platform_settings WHERE name = $3 AND value = 'true') AS off_everywhere,
             (SELECT u.id FROM end_user_sessions s JOIN end_users u ON u.id = s.end_user_id
               WHERE s.id_hash = $2 AND s.revoked_at IS NULL AND s.expires_at > statement_timestamp() AND u.suspended_at IS NULL) AS signed_in,
             k.id, k.partner_id, k.key, k.username, k.user_id, k.end_user_id, k.revoked_at IS NOT NULL AS revoked,
             p.suspended_at IS NOT NULL AS partner_suspended, p.portal_links_off_at IS NOT NULL AS links_off
        FROM (SELECT) AS always LEFT JOIN (portal_keys k JOIN partners p ON p.id = k.partner_id) ON k.key = $1`,
    // PostgreSQL takes no NUL in a text; no key of ours is spelled so.
    values: [key !== null && /^[0-9A-Za-z]{1,64}$/.test(key) ? key : null, sessionHash, OFF_SETTING],
  });
  const [row] = rows;
  if (!row) throw new Error("the facts of a portal link came without a row");
  return {
    nowMs: row.now_ms,
    offEverywhere: row.off_everywhere,
    signedIn: row.signed_in,
    key: row.id === null ? null : toKey(row.id, row),
  };
}

function toKey(id: string, row: Columns): KeyRow {
  return {
    id,
    partnerId: row.partner_id,
    key: row.key,
    username: row.username,
    userId: row.user_id,
    endUserId: row.end_user_id,
    revoked: row.revoked,
    partnerSuspended: row.partner_suspended,
    linksOff: row.links_off,
  };
}

/** Writes the event of a link that led to the home. Nothing else is written: nobody is signed in by it. */
export async function recordResumed(db: Queryable, key: KeyRow, requestId: string): Promise<void> {
  await db.query({
    name: "record-portal-link-resumed",
    text: `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, request_id)
           VALUES ($1, statement_timestamp(), $2, 'login', 'portal-link', 'accepted', 'accepted', false, $3, $4, $5)`,
    values: [key.partnerId, newId(), key.id, key.endUserId, requestId],
  });
}
