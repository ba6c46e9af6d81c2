import { pool } from "@/lib/db/pools";
import { prisma } from "@/lib/db/prisma";
import { lastUses, tellKeys } from "@/lib/events/last-key-uses";
import { isId } from "@/lib/id";
import { psClientId } from "./pairing-input";

export const pairingStates = ["waiting", "confirmed", "ended"] as const;
export type PairingState = (typeof pairingStates)[number];

/** A pairing as its partner's panel tells it. Of the end user nothing that the partner has not said itself. */
export type PairingView = {
  readonly id: string;
  readonly psClientId: string;
  /** whom it was proposed to */
  readonly email: string;
  /** the test user of the partner that it is with; null: it is with a real one */
  readonly testUser: { readonly id: string; readonly name: string | null } | null;
  readonly state: PairingState;
  readonly proposedAt: Date;
  readonly confirmedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBy: "partner" | "end_user" | "operator" | null;
  /** ClientVHOST, once it is confirmed: before, it would tell whether another partner knows the address */
  readonly vhost: string | null;
  /** test launches do not count */
  readonly lastLaunchAt: Date | null;
};

/** A Signature Key as the panel tells it; the key itself is in no list. */
export type PairingKeyView = {
  readonly createdAt: Date;
  /** null: without an end */
  readonly validUntil: Date | null;
  readonly lastUsedAt: Date | null;
};

/** @property previousKey the one before, as long as it is good */
export type PairingDetail = PairingView & { readonly currentKey: PairingKeyView | null; readonly previousKey: PairingKeyView | null };

/** A part of a list of pairings, and where the next part begins; null: that was all. */
export type PairingPage = { readonly pairings: readonly PairingView[]; readonly next: string | null };

/** Which pairings a partner looks for. @property text a part of a PSClientID or an address; empty: any */
export type PairingFilter = { readonly state: PairingState | null; readonly text: string };

type Columns = {
  id: string;
  ps_client_id: string;
  email: string;
  test_user_id: string | null;
  test_user_name: string | null;
  proposed_at: Date;
  confirmed_at: Date | null;
  ended_at: Date | null;
  ended_by: PairingView["endedBy"];
  vhost: string;
};

const selected = `
  SELECT p.id, p.ps_client_id, p.email, u.id AS test_user_id, u.name AS test_user_name, p.proposed_at, p.confirmed_at, p.ended_at,
         p.ended_by::text AS ended_by, p.vhost
    FROM pairings p LEFT JOIN end_users u ON u.id = p.end_user_id AND u.test_partner_id IS NOT NULL`;

/** A partner's pairings, newest first. @param after `next` of the part before; what is no id counts as the beginning */
export async function listPairings(partnerId: string, filter: PairingFilter, after: string | null, limit = 25): Promise<PairingPage> {
  const { rows } = await pool("pages").query<Columns>({
    text: `${selected}
            WHERE p.partner_id = $1 AND ($2::uuid IS NULL OR p.id < $2)
              AND ($3::text IS NULL OR CASE WHEN p.ended_at IS NOT NULL THEN 'ended' WHEN p.confirmed_at IS NOT NULL THEN 'confirmed' ELSE 'waiting' END = $3)
              AND ($4 = '' OR position(lower($4) IN lower(p.ps_client_id)) > 0 OR position(lower($4) IN p.email) > 0)
            ORDER BY p.id DESC LIMIT $5`,
    values: [partnerId, after !== null && isId(after) ? after : null, filter.state, filter.text.replaceAll("\0", ""), limit + 1],
  });
  const shown = rows.slice(0, limit);
  const launches = await lastUses(
    "paired-launch",
    shown.map(({ id }) => id),
  );
  return {
    pairings: shown.map((row) => toView(row, launches.get(row.id) ?? null)),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** A pairing of this partner's with its keys; null when it is none of theirs. @param id any text */
export async function pairingDetail(id: string, partnerId: string): Promise<PairingDetail | null> {
  if (!isId(id)) return null;
  const { rows } = await pool("pages").query<Columns>({
    text: `${selected} WHERE p.id = $1 AND p.partner_id = $2`,
    values: [id, partnerId],
  });
  const [row] = rows;
  if (!row) return null;
  // Every key there ever was is kept; the two that can matter are the newest.
  const keys = await prisma().pairingKey.findMany({
    where: { pairingId: id },
    select: { createdAt: true, replacedAt: true, validUntil: true },
    orderBy: { id: "desc" },
    take: 2,
  });
  const { lastUsedAt, current, previous } = await tellKeys("paired-launch", { id, createdAt: row.proposed_at }, keys);
  return { ...toView(row, lastUsedAt), currentKey: current, previousKey: previous };
}

/**
 * A pairing by its id, or by its PSClientID where only one partner has a live pairing of that name; null when there is none.
 * Whoever's: for the operator's command line.
 */
export async function findPairingNamed(idOrPsClientId: string): Promise<{ readonly id: string } | null> {
  if (isId(idOrPsClientId)) return prisma().pairing.findUnique({ where: { id: idOrPsClientId }, select: { id: true } });
  if (!psClientId.safeParse(idOrPsClientId).success) return null;
  const found = await prisma().pairing.findMany({ where: { psClientId: idOrPsClientId, endedAt: null }, select: { id: true }, take: 2 });
  return found.length === 1 ? (found[0] ?? null) : null;
}

function toView(row: Columns, lastLaunchAt: Date | null): PairingView {
  return {
    id: row.id,
    psClientId: row.ps_client_id,
    email: row.email,
    testUser: row.test_user_id === null ? null : { id: row.test_user_id, name: row.test_user_name },
    state: row.ended_at !== null ? "ended" : row.confirmed_at !== null ? "confirmed" : "waiting",
    proposedAt: row.proposed_at,
    confirmedAt: row.confirmed_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
    vhost: row.confirmed_at === null ? null : row.vhost,
    lastLaunchAt,
  };
}
