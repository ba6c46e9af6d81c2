import type { Queryable } from "@/lib/db/pools";
import { endPresentSession, presentSession } from "@/lib/people/session-before";
import { liveSession } from "./session-store";

/** Seconds within which a one-time address has to be opened. */
const TICKET_LIFE_SECONDS = 120;

/** Keeps a ticket into the portal for a session token. @returns when it ends; null when the token does not count any more */
export async function keepTicket(db: Queryable, hash: Uint8Array, tokenId: string): Promise<Date | null> {
  const { rows } = await db.query<{ expires_at: Date }>({
    name: "keep-portal-ticket",
    text: `INSERT INTO portal_tickets (hash, session_token_id, expires_at)
           SELECT $1, t.id, statement_timestamp() + make_interval(secs => ${TICKET_LIFE_SECONDS}) FROM ${liveSession} AND t.id = $2
           RETURNING expires_at`,
    values: [hash, tokenId],
  });
  return rows[0]?.expires_at ?? null;
}

/** Somebody who comes in by a ticket. */
export type PortalEntry = {
  readonly ticketHash: Uint8Array;
  /** SHA-256 of the session cookie that the browser sent; null: none */
  readonly sessionBefore: Uint8Array | null;
  /** the user was asked whether to become somebody else, and said yes */
  readonly confirmed: boolean;
  readonly session: {
    readonly id: string;
    readonly idHash: Uint8Array;
    readonly createdAt: Date;
    readonly expiresAt: Date;
    readonly userAgent: string | null;
  };
};

/** `must_ask`: somebody else is signed in in this browser; the ticket is not used up meanwhile. */
export type PortalOutcome =
  | { readonly outcome: "entered" }
  | { readonly outcome: "over" }
  | { readonly outcome: "must_ask"; readonly name: string | null; readonly other: string };

// One statement: is the ticket good, is nobody else signed in here; then the ticket is used up, by the one conditional write
// that lets one of many at once through, the session opened, and the one before it ended. Its user and client are held, so that
// whoever ends their sessions at this moment finds this one, or is waited for.
const enterStatement = `
WITH ticket AS (
  SELECT k.hash, u.id AS end_user_id, c.id AS client_id, p.name AS partner_name
    FROM portal_tickets k, ${liveSession} AND t.id = k.session_token_id AND k.hash = $1 AND k.used_at IS NULL AND k.expires_at > statement_timestamp()
     FOR SHARE OF x, c
), ${presentSession("$2")}, used AS (
  UPDATE portal_tickets k SET used_at = statement_timestamp() FROM ticket
   WHERE k.hash = ticket.hash AND k.used_at IS NULL AND ($3 OR NOT EXISTS (SELECT FROM present WHERE present.end_user_id <> ticket.end_user_id))
  RETURNING ticket.end_user_id, ticket.client_id
), opened AS (
  INSERT INTO end_user_sessions (id_hash, id, end_user_id, client_id, created_at, last_seen_at, expires_at, user_agent)
  SELECT $4, $5, used.end_user_id, used.client_id, $6::timestamptz, $6::timestamptz, $7::timestamptz, $8 FROM used
), ${endPresentSession("$2", "used")}
SELECT EXISTS (SELECT FROM used) AS entered, (SELECT partner_name FROM ticket) AS other, (SELECT name FROM present) AS name,
       EXISTS (SELECT FROM ticket, present WHERE present.end_user_id <> ticket.end_user_id) AND NOT $3 AS must_ask`;

/** Opens a portal session, if everything is in order, and tells what was found either way. */
export async function enterPortal(db: Queryable, { session, ...entry }: PortalEntry): Promise<PortalOutcome> {
  const { rows } = await db.query<{ entered: boolean; other: string | null; name: string | null; must_ask: boolean }>({
    name: "enter-portal-by-ticket",
    text: enterStatement,
    values: [
      entry.ticketHash,
      entry.sessionBefore,
      entry.confirmed,
      session.idHash,
      session.id,
      session.createdAt,
      session.expiresAt,
      session.userAgent,
    ],
  });
  const [row] = rows;
  if (row?.entered) return { outcome: "entered" };
  return row?.must_ask && row.other !== null ? { outcome: "must_ask", name: row.name, other: row.other } : { outcome: "over" };
}
