import type pg from "pg";
import { now } from "@/lib/clock";
import { hmacHex } from "@/lib/crypto/hmac";
import { setMasterSecret } from "@/lib/crypto/keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { hashToken, newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { PARTNERS } from "./cast";
import type { LatchkeyDatabase } from "./variants/latchkey";
import type { Tally } from "./variants/variant";

const PAIRINGS = 1_000;

/** A confirmed pairing of the bench: each of another user. */
export type BenchPairing = { readonly id: string; readonly vhost: string; readonly keyId: string; readonly key: string };

/** Pairs users of the cast with its partners. */
export async function createPairings({ database, secret }: LatchkeyDatabase): Promise<BenchPairing[]> {
  setMasterSecret(secret);
  const pairings = Array.from({ length: PAIRINGS }, (_, n) => ({ id: newId(), vhost: `user-${n}`, keyId: newId(), key: newToken() }));
  const sealed = await Promise.all(pairings.map(({ keyId, key }) => sealSecret("pairing-key", keyId, key)));
  await database.pool.query(
    `INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost, end_user_id, confirmed_at)
     SELECT id, md5('partner' || n % ${PARTNERS})::uuid, vhost, 'user' || n - 1 || '@mail.example', vhost, md5('user' || n - 1)::uuid, now()
       FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS given (id, vhost, n)`,
    [pairings.map(({ id }) => id), pairings.map(({ vhost }) => vhost)],
  );
  await database.pool.query(
    `INSERT INTO pairing_keys (id, pairing_id, sealed_key) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])`,
    [pairings.map(({ keyId }) => keyId), pairings.map(({ id }) => id), sealed],
  );
  await database.pool.query("VACUUM ANALYZE");
  return pairings;
}

/** Takes away what launches left behind, so that every slice begins alike, and signs a URL of a fresh access token for each launch. */
export async function makeLaunches(db: pg.Pool, pairings: readonly BenchPairing[], count: number): Promise<string[]> {
  await db.query("TRUNCATE pairing_tokens, end_user_sessions, login_events");
  const launches = Array.from({ length: count }, (_, i) => {
    // 7919 is a prime: neighbours in time are strangers in the tables.
    const pairing = pairings[(i * 7919) % pairings.length];
    if (!pairing) throw new Error("the bench has no pairings");
    return { pairing, token: newToken() };
  });
  await db.query(
    `INSERT INTO pairing_tokens (hash, id, pairing_id, expires_at)
     SELECT hash, uuidv7(), pairing_id, now() + interval '30 minutes' FROM unnest($1::bytea[], $2::uuid[]) AS given (hash, pairing_id)`,
    [launches.map(({ token }) => hashToken(token)), launches.map(({ pairing }) => pairing.id)],
  );
  await db.query("VACUUM ANALYZE pairing_tokens");
  return launches.map(({ pairing, token }) => signLaunch(pairing, token));
}

/** The target of a launch, as a partner's server makes it. */
export function signLaunch({ vhost, key }: BenchPairing, token: string): string {
  const text = `/h/${vhost}/te/lo.cgi?Action=Launch&pt=${token}&ts=${Math.floor(now().getTime() / 1000)}`;
  return `${text}&signature=${hmacHex(key, text)}`;
}

/** What the accepted launches of the last supply left behind: each one of these. */
export async function countLaunched(db: pg.Pool): Promise<Tally> {
  const { rows } = await db.query<Tally[number]>(
    `SELECT 'sessions' AS what, count(*)::int AS count FROM end_user_sessions WHERE revoked_at IS NULL
     UNION ALL SELECT 'accepted events', count(*)::int FROM login_events WHERE outcome = 'accepted'
     UNION ALL SELECT 'used tokens', count(*)::int FROM pairing_tokens WHERE used_at IS NOT NULL`,
  );
  return rows;
}
