import { pool } from "@/lib/db/pools";
import { lastUses } from "@/lib/events/last-key-uses";

/** A pairing that waits for an end user's answer. */
export type ProposedPairing = { readonly id: string; readonly partnerName: string; readonly psClientId: string; readonly proposedAt: Date };

/** A pairing by which a partner may sign an end user in. */
export type OwnPairing = {
  readonly id: string;
  readonly partnerName: string;
  /** by which the partner names it */
  readonly psClientId: string;
  readonly since: Date;
  readonly lastLaunchAt: Date | null;
  /** false: the partner is suspended, so it signs nobody in */
  readonly partnerActive: boolean;
};

/** What waits for an end user's answer: proposed to the address that they have proved. Newest first; of suspended partners nothing. */
export async function listProposals(endUserId: string): Promise<readonly ProposedPairing[]> {
  const { rows } = await pool("pages").query<ProposedPairing>({
    name: "list-proposed-pairings",
    text: `SELECT p.id, q.name AS "partnerName", p.ps_client_id AS "psClientId", p.proposed_at AS "proposedAt"
             FROM end_users u JOIN pairings p ON p.email = u.email JOIN partners q ON q.id = p.partner_id
            WHERE u.id = $1 AND u.email_verified_at IS NOT NULL AND u.test_partner_id IS NULL
              AND p.confirmed_at IS NULL AND p.ended_at IS NULL AND q.suspended_at IS NULL
            ORDER BY p.id DESC LIMIT 100`,
    values: [endUserId],
  });
  return rows;
}

/** The pairings by which an end user can be signed in, those that have ended no more. Newest first. */
export async function listPairingsOf(endUserId: string): Promise<readonly OwnPairing[]> {
  const { rows } = await pool("pages").query<Omit<OwnPairing, "lastLaunchAt">>({
    name: "list-pairings-of",
    text: `SELECT p.id, q.name AS "partnerName", p.ps_client_id AS "psClientId", p.confirmed_at AS since, q.suspended_at IS NULL AS "partnerActive"
             FROM pairings p JOIN partners q ON q.id = p.partner_id
            WHERE p.end_user_id = $1 AND p.confirmed_at IS NOT NULL AND p.ended_at IS NULL
            ORDER BY p.confirmed_at DESC LIMIT 100`,
    values: [endUserId],
  });
  const launches = await lastUses(
    "paired-launch",
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, lastLaunchAt: launches.get(row.id) ?? null }));
}
