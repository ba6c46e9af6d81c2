import { nowMs } from "@/lib/clock";
import { pool } from "@/lib/db/pools";

/** When each key of a credential was last signed with, as its events tell; null: never. */
export type LastKeyUses = {
  /** by whichever key, at whatever time */
  readonly ever: Date | null;
  /** by the current key */
  readonly currentKey: Date | null;
  /** by the key before, since it was replaced */
  readonly previousKey: Date | null;
  /** by what was the current key until then */
  readonly beforeReplacement: Date | null;
};

// Which events prove that somebody had a key. Each is the predicate of an index (login_events_issuer_key_idx,
// login_events_client_secret_idx and login_events_pairing_key_idx), word for word: else the planner cannot use it.
const proofs = {
  "external-token": "e.protocol = 'external-token' AND e.outcome = 'accepted' AND NOT e.test",
  // An acceptance of terms is among them, and counts for the current key: what led to it was signed minutes before.
  "signed-login": "e.protocol = 'signed-login' AND e.reason IN ('accepted', 'terms_required')",
  // Obtaining a token proves nothing of the key.
  "paired-launch": "e.protocol = 'paired-launch' AND e.kind = 'login' AND e.outcome = 'accepted' AND NOT e.test",
} as const;

type Columns = { by_current: Date | null; by_previous: Date | null; before: Date | null };

/**
 * Tells from the events with which of a credential's two keys something was last signed; signing in writes nothing for it.
 * Three probes of an index, however many events there are.
 * @param replacedAt when the current key took the place of the one before; if it never did, when the credential was made
 */
export async function lastKeyUses(protocol: keyof typeof proofs, credentialId: string, replacedAt: Date): Promise<LastKeyUses> {
  const lastEvent = (previousKey: boolean, more = "") => `
    (SELECT e.at FROM login_events e
      WHERE ${proofs[protocol]} AND e.credential_id = $1 AND coalesce(e.detail ->> 'previousKey', 'false') = '${previousKey}' ${more}
      ORDER BY e.at DESC LIMIT 1)`;
  const { rows } = await pool("pages").query<Columns>(
    `SELECT ${lastEvent(false)} AS by_current, ${lastEvent(true)} AS by_previous, ${lastEvent(false, "AND e.at < $2")} AS before`,
    [credentialId, replacedAt],
  );
  const { by_current: byCurrent = null, by_previous: byPrevious = null, before = null } = rows[0] ?? {};
  const ever = byCurrent !== null && byPrevious !== null && byPrevious > byCurrent ? byPrevious : (byCurrent ?? byPrevious);
  return { ever, currentKey: since(byCurrent, replacedAt), previousKey: since(byPrevious, replacedAt), beforeReplacement: before };
}

/** A key of a credential, as its row has it. Every key there ever was is kept; the two that can matter are the newest. */
type KeyRow = { readonly createdAt: Date; readonly replacedAt: Date | null; readonly validUntil: Date | null };
type Used<Key> = Omit<Key, "replacedAt"> & {
  /** null: nothing has been rightly signed with it yet */
  readonly lastUsedAt: Date | null;
};

/** What a panel tells of a credential's keys. @param keys the two newest of them */
export async function tellKeys<Key extends KeyRow>(
  protocol: keyof typeof proofs,
  credential: { readonly id: string; readonly createdAt: Date },
  keys: readonly Key[],
): Promise<{
  /** when it was last signed with whichever key */
  readonly lastUsedAt: Date | null;
  /** the one to sign with; it may have ended */
  readonly current: Used<Key> | null;
  /** the one before, as long as it is good */
  readonly previous: Used<Key> | null;
}> {
  const current = keys.find(({ replacedAt }) => replacedAt === null);
  const replaced = keys.find(({ replacedAt }) => replacedAt !== null);
  const uses = await lastKeyUses(protocol, credential.id, replaced?.replacedAt ?? credential.createdAt);
  const previous = replaced?.validUntil && replaced.validUntil.getTime() > nowMs() ? replaced : undefined;
  return {
    lastUsedAt: uses.ever,
    current: current ? used(current, uses.currentKey) : null,
    // What came before the replacement came by it only if it was there by then.
    previous: previous ? used(previous, uses.previousKey ?? since(uses.beforeReplacement, previous.createdAt)) : null,
  };
}

function used<Key extends KeyRow>({ replacedAt: _, ...key }: Key, lastUsedAt: Date | null): Used<Key> {
  return { ...key, lastUsedAt };
}

function since(at: Date | null, from: Date): Date | null {
  return at !== null && at >= from ? at : null;
}
