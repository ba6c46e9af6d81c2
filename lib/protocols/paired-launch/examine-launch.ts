import { accept, refuse, type Result } from "@/lib/core/result";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { hashToken, isTokenSpelling } from "@/lib/crypto/token";
import { pool } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import { isId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { examineLaunchUrl, isRight, type LaunchExamination } from "./examine-launch-url";
import type { TriedKey } from "./explain-launch";
import { readLaunchUrl } from "./launch-url";
import { readPastedLaunch } from "./read-pasted-launch";

/** More keys than that are not tried: the newest are the likely ones. */
const MOST_KEYS = { own: 5, others: 35 } as const;
/** Names the counter of guesses. */
const ROUTE = "paired-launch.check";

type PairingColumns = {
  vhost: string;
  confirmed: boolean;
  ended: boolean;
  partner_suspended: boolean;
  user_suspended: boolean;
  token_known: boolean;
  used: boolean;
  expired: boolean;
  now_ms: number;
};

/**
 * Looks at a pasted launch URL as `GET /h/…` would, for the owner of a pairing, and says how its signature was made. Nothing is
 * used up, signed, written, stored or logged; no other partner's key or token is looked for. A signature that is not right
 * counts as a guess, as it does where launches come in.
 */
export async function examineLaunch(
  pasted: string,
  { pairingId, partnerId, clientAddress }: { pairingId: string; partnerId: string; clientAddress: string },
): Promise<Result<LaunchExamination, "pairing_unknown" | "too_many_guesses">> {
  const row = isId(pairingId) ? await findPairing(pasted, pairingId, partnerId) : null;
  if (!row) return refuse("pairing_unknown");
  const examination = examineLaunchUrl(pasted, {
    pairing: {
      vhost: row.vhost,
      confirmed: row.confirmed,
      ended: row.ended,
      partnerSuspended: row.partner_suspended,
      userSuspended: row.user_suspended,
    },
    token: row.token_known ? { used: row.used, expired: row.expired } : null,
    keys: await triedKeys(pairingId, partnerId),
    nowMs: row.now_ms,
    publicUrl: environment().publicUrl,
  });
  if (!isRight(examination.finding) && (await countGuess({ route: ROUTE, credentialId: pairingId, clientAddress })) !== null)
    return refuse("too_many_guesses");
  return accept(examination);
}

async function findPairing(pasted: string, pairingId: string, partnerId: string): Promise<PairingColumns | null> {
  const { path, query } = readPastedLaunch(pasted);
  const { accessToken } = readLaunchUrl(path ?? "", query);
  const { rows } = await pool("pages").query<PairingColumns>({
    name: "examine-paired-launch",
    text: `SELECT p.vhost, p.confirmed_at IS NOT NULL AS confirmed, p.ended_at IS NOT NULL AS ended, q.suspended_at IS NOT NULL AS partner_suspended,
                  u.suspended_at IS NOT NULL AS user_suspended, t.id IS NOT NULL AS token_known, t.used_at IS NOT NULL AS used,
                  coalesce(t.expires_at <= statement_timestamp(), false) AS expired,
                  floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS now_ms
             FROM pairings p JOIN partners q ON q.id = p.partner_id LEFT JOIN end_users u ON u.id = p.end_user_id
             LEFT JOIN pairing_tokens t ON t.pairing_id = p.id AND t.hash = $3
            WHERE p.id = $1 AND p.partner_id = $2`,
    values: [pairingId, partnerId, isTokenSpelling(accessToken) ? hashToken(accessToken) : null],
  });
  return rows[0] ?? null;
}

async function triedKeys(pairingId: string, partnerId: string): Promise<TriedKey[]> {
  const { rows } = await pool("pages").query<{ id: string; sealed: string; of: TriedKey["of"] }>({
    name: "keys-for-launch-checker",
    text: `(SELECT k.id, k.sealed_key AS sealed,
                   CASE WHEN k.replaced_at IS NULL THEN 'current' WHEN k.valid_until > statement_timestamp() THEN 'previous' ELSE 'ended' END AS of
              FROM pairing_keys k JOIN pairings p ON p.id = k.pairing_id
             WHERE p.id = $1 AND p.partner_id = $2 ORDER BY k.replaced_at DESC NULLS FIRST LIMIT ${MOST_KEYS.own})
           UNION ALL
           (SELECT k.id, k.sealed_key, 'other' FROM pairing_keys k JOIN pairings p ON p.id = k.pairing_id
             WHERE p.id <> $1 AND p.partner_id = $2 AND k.replaced_at IS NULL ORDER BY k.id DESC LIMIT ${MOST_KEYS.others})`,
    values: [pairingId, partnerId],
  });
  const tried: TriedKey[] = [];
  for (const { id, sealed, of } of rows) {
    const key = await openSecret("pairing-key", id, sealed);
    if (key !== null) tried.push({ key, of });
  }
  return tried;
}
