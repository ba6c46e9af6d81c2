import { pool } from "@/lib/db/pools";

/** When somebody came in last, by each of an issuer's keys; null: nobody has. */
export type LastUses = {
  /** by whichever key, at whatever time */
  readonly ever: Date | null;
  /** by the current key */
  readonly currentKey: Date | null;
  /** by the key before, since it was replaced */
  readonly previousKey: Date | null;
  /** by what was the current key until then */
  readonly beforeReplacement: Date | null;
};

type Columns = { by_current: Date | null; by_previous: Date | null; before: Date | null };

// Each is one probe of login_events_issuer_key_idx, whose predicate stands here word for word: else the planner cannot use it.
const lastEvent = (previousKey: boolean, more = "") => `
  (SELECT e.at FROM login_events e
    WHERE e.protocol = 'external-token' AND e.outcome = 'accepted' AND NOT e.test AND e.credential_id = $1
      AND coalesce(e.detail ->> 'previousKey', 'false') = '${previousKey}' ${more}
    ORDER BY e.at DESC LIMIT 1)`;

/**
 * Tells from the events by which key an issuer's users came in last; signing in writes nothing for it. Three probes of an
 * index, however many events there are.
 * @param replacedAt when the current key took the place of the one before; if it never did, when the issuer was made
 */
export async function lastUses(issuerId: string, replacedAt: Date): Promise<LastUses> {
  const { rows } = await pool("pages").query<Columns>(
    `SELECT ${lastEvent(false)} AS by_current, ${lastEvent(true)} AS by_previous, ${lastEvent(false, "AND e.at < $2")} AS before`,
    [issuerId, replacedAt],
  );
  const { by_current: byCurrent = null, by_previous: byPrevious = null, before = null } = rows[0] ?? {};
  const ever = byCurrent !== null && byPrevious !== null && byPrevious > byCurrent ? byPrevious : (byCurrent ?? byPrevious);
  return { ever, currentKey: since(byCurrent, replacedAt), previousKey: since(byPrevious, replacedAt), beforeReplacement: before };
}

function since(at: Date | null, from: Date): Date | null {
  return at !== null && at >= from ? at : null;
}
