import { now } from "@/lib/clock";
import { hashToken, isTokenSpelling, newToken } from "@/lib/crypto/token";
import { pool } from "@/lib/db/pools";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/id";

const LIFE_MS = 30 * 86_400_000;
/** A session in use is noted this often, not at each page. */
const SEEN_EVERY_MS = 5 * 60_000;
const LONGEST_USER_AGENT = 300;

/** Who is signed in, as the pages of end users need it. */
export type Session = {
  /** what pages call it by; nobody signs in with it */
  readonly id: string;
  readonly endUser: {
    readonly id: string;
    readonly name: string | null;
    readonly email: string | null;
    readonly verified: boolean;
    /** there are mandatory documents that they have not accepted: everything else waits */
    readonly owesTerms: boolean;
    /** by which country's documents they are asked (ISO 3166-1 alpha-2); null: by those without one */
    readonly country: string | null;
  };
  /** where they were going when they came in and had documents to accept first; null: nowhere */
  readonly continueTo: string | null;
  readonly expiresAt: Date;
};

/**
 * Signs an end user in, for 30 days. @param userAgent what the browser calls itself, by which its owner knows it again
 * @returns the token for the cookie; we keep its SHA-256 alone
 */
export async function openSession(endUserId: string, userAgent: string | null = null): Promise<{ token: string; expiresAt: Date }> {
  const { token, row } = newSession(userAgent);
  await prisma().endUserSession.create({ data: { ...row, endUserId, lastSeenAt: row.createdAt } });
  return { token, expiresAt: row.expiresAt };
}

/** A session that is to be stored, for whoever stores it in a statement of their own. The token is for the cookie. */
export function newSession(userAgent: string | null) {
  const token = newToken();
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + LIFE_MS);
  return { token, row: { id: newId(), idHash: storedHash(token), createdAt, expiresAt, userAgent: printable(userAgent) } };
}

function printable(userAgent: string | null): string | null {
  return userAgent?.replace(/[^\x20-\x7e]/g, "").slice(0, LONGEST_USER_AGENT) ?? null;
}

type SessionColumns = {
  session_id: string;
  last_seen_at: Date | null;
  id: string;
  name: string | null;
  email: string | null;
  verified: boolean;
  owes_terms: boolean;
  country: string | null;
  continue_to: string | null;
  expires_at: Date;
};

/** The session that a cookie names; null when it is over, revoked, never was, or its user is suspended. */
export async function findSession(token: string): Promise<Session | null> {
  if (!isTokenSpelling(token)) return null;
  const at = now();
  const { rows } = await pool("pages").query<SessionColumns>({
    name: "find-end-user-session",
    text: `SELECT s.id AS session_id, s.last_seen_at, u.id, u.name, u.email, u.email_verified_at IS NOT NULL AS verified, s.expires_at, s.continue_to, u.country,
                  EXISTS (SELECT FROM terms_due(u.id, u.country)) AS owes_terms
             FROM end_user_sessions s JOIN end_users u ON u.id = s.end_user_id
            WHERE s.id_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND u.suspended_at IS NULL`,
    values: [hashToken(token), at],
  });
  const [row] = rows;
  if (row && at.getTime() - (row.last_seen_at?.getTime() ?? 0) >= SEEN_EVERY_MS) await noteSeen(token, at);
  return row ? toSession(row) : null;
}

function toSession(row: SessionColumns): Session {
  return {
    id: row.session_id,
    endUser: { id: row.id, name: row.name, email: row.email, verified: row.verified, owesTerms: row.owes_terms, country: row.country },
    continueTo: row.continue_to,
    expiresAt: row.expires_at,
  };
}

async function noteSeen(token: string, at: Date): Promise<void> {
  await pool("pages").query({
    name: "note-end-user-session-seen",
    text: "UPDATE end_user_sessions SET last_seen_at = $2 WHERE id_hash = $1 AND (last_seen_at IS NULL OR last_seen_at < $2)",
    values: [hashToken(token), at],
  });
}

/** Signs out: the session is over on the server, whoever still has the cookie. Again is no harm. */
export async function closeSession(token: string): Promise<void> {
  if (!isTokenSpelling(token)) return;
  await prisma().endUserSession.updateMany({ where: { idHash: storedHash(token), revokedAt: null }, data: { revokedAt: now() } });
}

function storedHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hashToken(token));
}
