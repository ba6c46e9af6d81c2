import { pool } from "../db/pools";
import { isId, NIL_ID } from "../id";
import type { LoginProtocol, EventDetail } from "./login-event";

/** One attempt, as a partner's panel and the operator's command line tell it. */
export type ListedLoginEvent = {
  readonly id: string;
  readonly at: Date;
  readonly kind: "launch" | "login";
  readonly protocol: LoginProtocol;
  readonly outcome: "accepted" | "refused";
  readonly reason: string;
  readonly requestId: string;
  /** null: the partner could not be known */
  readonly partnerId: string | null;
  readonly appId: string | null;
  readonly appName: string | null;
  readonly endUserId: string | null;
  readonly credentialId: string | null;
  readonly loginTokenId: string | null;
  readonly test: boolean;
  /** what of the request was kept */
  readonly detail: EventDetail | null;
};

export type LoginEventFilter = {
  /** null: attempts whose partner could not be known */
  readonly partnerId: string | null;
  readonly protocol?: LoginProtocol;
  readonly outcome?: "accepted" | "refused";
  readonly reason?: string;
  readonly appId?: string;
  /** the bearer token, issuer or the like that was presented */
  readonly credentialId?: string;
  /** `attempt`: logins, and launches that were refused; an accepted launch is only the first half of one */
  readonly kind?: "launch" | "login" | "attempt";
  /** inclusive */
  readonly since?: Date;
  /** how many at most, 1 to 1000 */
  readonly limit: number;
  /** go on behind this event: the last of the page before */
  readonly before?: { readonly at: Date; readonly id: string };
};

type Columns = {
  id: string;
  at: Date;
  kind: "launch" | "login";
  protocol: LoginProtocol;
  outcome: "accepted" | "refused";
  reason: string;
  request_id: string;
  partner_id: string;
  app_id: string | null;
  app_name: string | null;
  end_user_id: string | null;
  credential_id: string | null;
  login_token_id: string | null;
  test: boolean;
  detail: EventDetail | null;
};

/**
 * A partner's login events, newest first. Costs the same on every page and with any number of events: the key
 * (partner_id, at, id) is read backwards from `before` on.
 */
export async function listLoginEvents(filter: LoginEventFilter): Promise<ListedLoginEvent[]> {
  const { before } = filter;
  if (filter.partnerId !== null && !isId(filter.partnerId)) return [];
  if (before !== undefined && (!isId(before.id) || Number.isNaN(before.at.getTime()))) return [];
  // Reasons are words; what is none names no event, and must not reach the database.
  if (filter.reason !== undefined && !/^[a-z0-9_]+$/.test(filter.reason)) return [];
  const values: unknown[] = [];
  const bound = (value: unknown) => `$${values.push(value)}`;
  const where = [`e.partner_id = ${bound(filter.partnerId ?? NIL_ID)}`];
  if (filter.protocol !== undefined) where.push(`e.protocol = ${bound(filter.protocol)}::login_protocol`);
  if (filter.outcome !== undefined) where.push(`e.outcome = ${bound(filter.outcome)}::login_outcome`);
  if (filter.kind === "attempt") where.push("(e.kind = 'login' OR e.outcome = 'refused')");
  else if (filter.kind !== undefined) where.push(`e.kind = ${bound(filter.kind)}::login_event_kind`);
  if (filter.reason !== undefined) where.push(`e.reason = ${bound(filter.reason)}`);
  if (filter.appId !== undefined) {
    if (!isId(filter.appId)) return [];
    where.push(`e.app_id = ${bound(filter.appId)}::uuid`);
  }
  if (filter.credentialId !== undefined) {
    if (!isId(filter.credentialId)) return [];
    where.push(`e.credential_id = ${bound(filter.credentialId)}::uuid`);
  }
  if (filter.since !== undefined) where.push(`e.at >= ${bound(filter.since)}`);
  // The first condition lets the planner leave out whole months; the second is the exact place.
  if (before !== undefined) where.push(`e.at <= ${bound(before.at)} AND (e.at, e.id) < (${bound(before.at)}, ${bound(before.id)}::uuid)`);
  return selectLoginEvents(where.join(" AND "), values, Math.min(Math.max(Math.trunc(filter.limit), 1), 1000));
}

/** Reads login events by a condition of ours. For this folder alone. @param where SQL of the house, never of a caller's making */
export async function selectLoginEvents(where: string, values: readonly unknown[], limit: number): Promise<ListedLoginEvent[]> {
  const { rows } = await pool("pages").query<Columns>(
    `SELECT e.id, e.at, e.kind, e.protocol, e.outcome, e.reason, e.request_id, e.partner_id, e.app_id, e.end_user_id, e.credential_id, e.login_token_id, e.test, e.detail,
            (SELECT r.name FROM app_revisions r WHERE r.app_id = e.app_id ORDER BY r.state = 'published' DESC, r.created_at DESC LIMIT 1) AS app_name
       FROM (SELECT * FROM login_events e WHERE ${where} ORDER BY e.at DESC, e.id DESC LIMIT ${limit}) e
      ORDER BY e.at DESC, e.id DESC`,
    [...values],
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    protocol: row.protocol,
    outcome: row.outcome,
    reason: row.reason,
    requestId: row.request_id,
    partnerId: row.partner_id === NIL_ID ? null : row.partner_id,
    appId: row.app_id,
    appName: row.app_name,
    endUserId: row.end_user_id,
    credentialId: row.credential_id,
    loginTokenId: row.login_token_id,
    test: row.test,
    detail: row.detail,
  }));
}
