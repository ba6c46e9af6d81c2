import { createHmac } from "node:crypto";
import type pg from "pg";
import { now } from "@/lib/clock";
import { setMasterSecret } from "@/lib/crypto/keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { PARTNERS, USERS } from "./cast";
import type { LatchkeyDatabase } from "./variants/latchkey";
import type { Tally } from "./variants/variant";

/** One arrival in so many is somebody's first. */
const FIRST_ARRIVAL_EVERY = 20;
const LIFE_SECONDS = 3_500;

/** Where the tokens of the bench lead. */
export const INTENDED_URL = "https://reader.example/shelf?book=17";

/** An issuer of the bench: one for each partner. */
export type BenchIssuer = { readonly name: string; readonly keyId: string; readonly key: string };

/** Gives each partner of the cast an issuer, and has each user of the cast come in by one of them before. */
export async function createIssuers({ database, secret }: LatchkeyDatabase): Promise<BenchIssuer[]> {
  setMasterSecret(secret);
  const issuers = Array.from({ length: PARTNERS }, (_, n) => ({ name: `issuer-${n}`, keyId: newId(), key: newToken() }));
  const sealed = await Promise.all(issuers.map(({ keyId, key }) => sealSecret("issuer-key", keyId, key)));
  await database.pool.query(
    `INSERT INTO issuers (id, partner_id, slug, redirect_url, return_hosts)
     SELECT md5('issuer' || n)::uuid, md5('partner' || n)::uuid, 'issuer-' || n, 'https://reader.example/failed', '{reader.example}'
       FROM generate_series(0, ${PARTNERS - 1}) n`,
  );
  await database.pool.query(
    `INSERT INTO issuer_keys (id, issuer_id, sealed_key)
     SELECT key_id, md5('issuer' || n - 1)::uuid, sealed FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS given (key_id, sealed, n)`,
    [issuers.map(({ keyId }) => keyId), sealed],
  );
  await database.pool.query(
    `INSERT INTO external_identities (issuer_id, uuid, end_user_id, email, last_sign_in_at, created_at)
     SELECT md5('issuer' || n % ${PARTNERS})::uuid, 'user-' || n, md5('user' || n)::uuid, 'user' || n || '@reader.example', now(), now()
       FROM generate_series(0, ${USERS - 1}) n`,
  );
  return issuers;
}

/** Takes away what arrivals left behind, so that every slice begins alike, and makes fresh tokens of users who are strangers in the tables. */
export async function makeTokens(db: pg.Pool, issuers: readonly BenchIssuer[], count: number): Promise<string[]> {
  await db.query("TRUNCATE used_token_ids, end_user_sessions, login_events");
  // Users of the cast have a name; who arrived first during a slice has none, and takes their identity along.
  await db.query("DELETE FROM end_users WHERE name IS NULL");
  await db.query("VACUUM ANALYZE external_identities, end_users");
  const exp = Math.floor(now().getTime() / 1000) + LIFE_SECONDS;
  return Array.from({ length: count }, (_, i) => {
    // 7919 is a prime: neighbours in time are strangers in the tables.
    const n = (i * 7919) % USERS;
    const issuer = issuers[n % issuers.length];
    if (!issuer) throw new Error("the bench has no issuers");
    const who = i % FIRST_ARRIVAL_EVERY === 0 ? `new-${i}` : `user-${n}`;
    return sign(issuer, {
      iss: issuer.name,
      aud: "farfalla",
      sub: "user",
      jti: newId(),
      iat: exp - LIFE_SECONDS,
      exp,
      user: { uuid: who, email: `${who.replace("-", "")}@reader.example` },
      intended_url: INTENDED_URL,
    });
  });
}

/** What the accepted tokens of the last supply left behind: each one of these. */
export async function countArrivals(db: pg.Pool): Promise<Tally> {
  const { rows } = await db.query<Tally[number]>(
    `SELECT 'sessions' AS what, count(*)::int AS count FROM end_user_sessions WHERE revoked_at IS NULL
     UNION ALL SELECT 'accepted events', count(*)::int FROM login_events WHERE outcome = 'accepted'
     UNION ALL SELECT 'used ids', count(*)::int FROM used_token_ids`,
  );
  return rows;
}

function sign({ key }: BenchIssuer, claims: object): string {
  const input = [{ alg: "HS256", typ: "JWT" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
}
