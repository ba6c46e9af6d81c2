import type pg from "pg";
import { hashToken, newPrefixedToken } from "@/lib/crypto/token";
import { now } from "@/lib/clock";
import type { Tally } from "./variants/variant";

// So many of each that no row is hot: redemptions lock the row of their own token alone, and read the others.
export const PARTNERS = 20;
const APPS = 200;
export const USERS = 5_000;
const APPS_PER_USER = 8;

/** Bearer tokens by partner, one each. */
export type Cast = { readonly bearers: readonly string[] };

/** A login token that was minted for the bench, with the place of its partner in the cast. */
export type MintedToken = { readonly token: string; readonly partner: number };

// Ids are made of numbers, so that statements can name each other's rows.
const steps = [
  `INSERT INTO partners (id, name, slug, partnership)
   SELECT md5('partner' || n)::uuid, 'Partner ' || n, 'partner-' || n, 'active' FROM generate_series(0, ${PARTNERS - 1}) n`,
  `INSERT INTO partner_time_zones (partner_id, effective_from, zone)
   SELECT md5('partner' || n)::uuid, now() - interval '1 year',
          (ARRAY['Europe/Warsaw', 'Asia/Kathmandu', 'America/New_York', 'UTC', 'Australia/Lord_Howe'])[1 + n % 5]
     FROM generate_series(0, ${PARTNERS - 1}) n`,
  `INSERT INTO partner_shares (partner_id, effective_from, share_basis_points)
   SELECT md5('partner' || n)::uuid, now() - interval '1 year', 7000 FROM generate_series(0, ${PARTNERS - 1}) n`,
  `INSERT INTO apps (id, partner_id, slug)
   SELECT md5('app' || n)::uuid, md5('partner' || n % ${PARTNERS})::uuid, 'app-' || n FROM generate_series(0, ${APPS - 1}) n`,
  `INSERT INTO app_revisions (id, app_id, state, name, description, service_url, published_at)
   SELECT md5('revision' || n)::uuid, md5('app' || n)::uuid, 'published', 'App ' || n, 'An app.', 'https://app-' || n || '.example/login', now()
     FROM generate_series(0, ${APPS - 1}) n`,
  `INSERT INTO end_users (id, name, email, email_verified_at)
   SELECT md5('user' || n)::uuid, 'User ' || n, 'user' || n || '@mail.example', CASE WHEN n % 10 > 0 THEN now() END
     FROM generate_series(0, ${USERS - 1}) n`,
  // 23 and 37 have no factor in common with 200: each user has eight different apps, each app two hundred users.
  `CREATE TABLE bench_purchases AS
   SELECT (row_number() OVER ())::int - 1 AS n, app, app % ${PARTNERS} AS partner, md5('user' || u)::uuid AS end_user_id
     FROM generate_series(0, ${USERS - 1}) u, generate_series(0, ${APPS_PER_USER - 1}) k, LATERAL (SELECT (u * 37 + k * 23) % ${APPS} AS app) a`,
  "CREATE UNIQUE INDEX ON bench_purchases (n)",
  `INSERT INTO purchases (partner_id, id, app_id, end_user_id, starts_at, ends_at)
   SELECT md5('partner' || partner)::uuid, md5('purchase' || n)::uuid, md5('app' || app)::uuid, end_user_id, now() - interval '30 days',
          CASE WHEN n % 4 = 0 THEN now() + interval '1 year' END
     FROM bench_purchases`,
  "SELECT login_events_ensure_month(now()::date), login_events_ensure_month((now() + interval '1 month')::date)",
];

/** Fills a migrated, empty database with partners, apps, users and what they bought. */
export async function createCast(db: pg.Pool): Promise<Cast> {
  for (const statement of steps) await db.query(statement);
  const bearers = Array.from({ length: PARTNERS }, () => newPrefixedToken("lk_live"));
  await createBearers(db, bearers, null);
  await db.query("VACUUM ANALYZE");
  return { bearers };
}

/** Stores one bearer token for each partner. */
export async function createBearers(db: pg.Pool, bearers: readonly string[], revokedAt: Date | null): Promise<void> {
  await db.query(
    `INSERT INTO bearer_tokens (id, partner_id, name, hash, last_four, scopes, revoked_at)
     SELECT gen_random_uuid(), md5('partner' || n - 1)::uuid, 'Server ' || n, hash, 'wxyz', '{redeem}', $2
       FROM unnest($1::bytea[]) WITH ORDINALITY AS given (hash, n)`,
    [bearers.map(hashToken), revokedAt],
  );
}

/** Stores portal keys, each of another user. */
export async function createPortalKeys(db: pg.Pool, count: number): Promise<{ key: string; username: string; userId: string }[]> {
  const { rows } = await db.query<{ key: string; username: string; userId: string }>(
    `INSERT INTO portal_keys (id, partner_id, key, username, user_id, end_user_id, email)
     SELECT gen_random_uuid(), md5('partner' || n % ${PARTNERS})::uuid, 'benchkey' || n, 'user' || n, n::text, md5('user' || n)::uuid, 'user' || n || '@mail.example'
       FROM generate_series(0, $1::int - 1) n
     RETURNING key, username, user_id AS "userId"`,
    [count],
  );
  await db.query("VACUUM ANALYZE portal_keys");
  return rows;
}

/**
 * Empties tokens, events and statistics, so that every slice begins alike, and mints fresh tokens for one purchase after the other.
 * @param app all of them for this app, by its number; null: for all apps in turn
 */
export async function mintTokens(db: pg.Pool, count: number, app: number | null = null): Promise<MintedToken[]> {
  await db.query("TRUNCATE login_tokens, login_events, statistic_counts, statistic_users, statistic_people");
  // 7919 is a prime: neighbours in time are strangers in the tables.
  const { rows } = await db.query<MintedToken>(
    `WITH chosen AS MATERIALIZED (
       SELECT *, row_number() OVER (ORDER BY n) - 1 AS place FROM bench_purchases WHERE $3::int IS NULL OR app = $3
     ), fresh AS MATERIALIZED (
       SELECT substr(encode(sha256(convert_to($1 || i, 'UTF8')), 'hex'), 1, 43) AS token, c.app, c.partner, c.end_user_id
         FROM generate_series(1, $2::int) i JOIN chosen c ON c.place = i::bigint * 7919 % (SELECT count(*) FROM chosen)
     ), minted AS (
       INSERT INTO login_tokens (hash, id, app_id, end_user_id, expires_at)
       SELECT sha256(convert_to(token, 'UTF8')), uuidv7(), md5('app' || app)::uuid, end_user_id, now() + interval '1 hour' FROM fresh
     )
     SELECT token, partner FROM fresh`,
    [`${now().getTime()}:`, count, app],
  );
  await db.query("VACUUM ANALYZE login_tokens");
  return rows;
}

/** How many tokens say that they were redeemed, and how many events that a redemption was accepted. */
export async function countRedeemed(db: pg.Pool): Promise<Tally> {
  const { rows } = await db.query<Tally[number]>(
    `SELECT 'rows redeemed' AS what, count(*)::int AS count FROM login_tokens WHERE used_at IS NOT NULL
     UNION ALL SELECT 'accepted events', count(*)::int FROM login_events WHERE kind = 'login' AND outcome = 'accepted'`,
  );
  return rows;
}
