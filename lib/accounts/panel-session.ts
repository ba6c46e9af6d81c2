import { now } from "@/lib/clock";
import { hashToken, isTokenSpelling, newToken } from "@/lib/crypto/token";
import { pool } from "@/lib/db/pools";
import { transaction } from "@/lib/db/prisma";
import type { MemberRole } from "./members";

const IDLE_MS = 12 * 3_600_000;
/** Seconds after which a session is over, used or not. */
export const ABSOLUTE_SECONDS = 7 * 86_400;
// Being seen is worth a write once a minute, not once a request.
const SEEN_EVERY_MS = 60_000;

/** Who is signed in to the panel, and for which partner. */
export type PanelSession = {
  readonly account: { readonly id: string; readonly email: string; readonly verified: boolean; readonly operator: boolean };
  /** null: the account works for no partner (an operator's, as a rule) */
  readonly membership: {
    readonly partnerId: string;
    readonly partnerName: string;
    readonly partnerSlug: string;
    readonly role: MemberRole;
    readonly partnerSuspended: boolean;
  } | null;
};

/**
 * Signs an account in, under a new id (PN-23), and ends the session that the browser had before.
 * @returns the session id for the cookie's JWE; we keep its SHA-256 alone
 */
export async function openPanelSession(accountId: string, previousId: string | null): Promise<string> {
  const id = newToken();
  const createdAt = now();
  await transaction(async (tx) => {
    if (previousId !== null) {
      await tx.panelSession.updateMany({ where: { idHash: storedHash(previousId), revokedAt: null }, data: { revokedAt: createdAt } });
    }
    await tx.panelSession.create({
      data: {
        idHash: storedHash(id),
        accountId,
        createdAt,
        lastSeenAt: createdAt,
        expiresAt: new Date(createdAt.getTime() + ABSOLUTE_SECONDS * 1000),
      },
    });
  });
  return id;
}

type Columns = {
  id: string;
  email: string;
  verified: boolean;
  operator: boolean;
  last_seen_at: Date;
  partner_id: string | null;
  role: MemberRole;
  partner_name: string;
  partner_slug: string;
  partner_suspended: boolean;
};

/**
 * The session that a cookie names, asked of the database on every request, so that sign-out, suspension and a changed
 * role act on the next one (T14); null when it is over, idle for too long, revoked, or its account is suspended.
 */
export async function findPanelSession(id: string): Promise<PanelSession | null> {
  const at = now();
  const row = await selectSession(id, at);
  if (!row) return null;
  if (at.getTime() - row.last_seen_at.getTime() >= SEEN_EVERY_MS) await noteSeen(id, at);
  return toSession(row);
}

/** Like {@link findPanelSession}, for what asks by itself again and again: a page that is left open is not somebody at work. */
export async function lookAtPanelSession(id: string): Promise<PanelSession | null> {
  const row = await selectSession(id, now());
  return row && toSession(row);
}

async function selectSession(id: string, at: Date): Promise<Columns | null> {
  if (!isTokenSpelling(id)) return null;
  const { rows } = await pool("pages").query<Columns>({
    name: "find-panel-session",
    text: `
      SELECT a.id, a.email, a.email_verified_at IS NOT NULL AS verified, a.operator, s.last_seen_at, m.partner_id, m.role, m.partner_name, m.partner_slug, m.partner_suspended
        FROM panel_sessions s
        JOIN panel_accounts a ON a.id = s.account_id AND a.suspended_at IS NULL
        LEFT JOIN LATERAL (
          SELECT p.id AS partner_id, n.role, p.name AS partner_name, p.slug AS partner_slug, p.suspended_at IS NOT NULL AS partner_suspended
            FROM members n JOIN partners p ON p.id = n.partner_id
           WHERE n.account_id = a.id ORDER BY n.created_at, p.id LIMIT 1) m ON true
       WHERE s.id_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.last_seen_at > $3`,
    values: [hashToken(id), at, new Date(at.getTime() - IDLE_MS)],
  });
  return rows[0] ?? null;
}

function toSession(row: Columns): PanelSession {
  return {
    account: { id: row.id, email: row.email, verified: row.verified, operator: row.operator },
    membership:
      row.partner_id === null
        ? null
        : {
            partnerId: row.partner_id,
            partnerName: row.partner_name,
            partnerSlug: row.partner_slug,
            role: row.role,
            partnerSuspended: row.partner_suspended,
          },
  };
}

async function noteSeen(id: string, at: Date): Promise<void> {
  await pool("pages").query({
    name: "note-panel-session-seen",
    text: "UPDATE panel_sessions SET last_seen_at = $2 WHERE id_hash = $1 AND last_seen_at < $2",
    values: [hashToken(id), at],
  });
}

/** Signs out: the session is over on the server, whoever still has the cookie (PN-24). Again is no harm. */
export async function closePanelSession(id: string): Promise<void> {
  if (!isTokenSpelling(id)) return;
  await pool("pages").query({
    name: "close-panel-session",
    text: "UPDATE panel_sessions SET revoked_at = $2 WHERE id_hash = $1 AND revoked_at IS NULL",
    values: [hashToken(id), now()],
  });
}

function storedHash(id: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hashToken(id));
}
