import type pg from "pg";
import { now } from "@/lib/clock";
import { hmacHex } from "@/lib/crypto/hmac";
import { setMasterSecret } from "@/lib/crypto/keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { PARTNERS, USERS } from "./cast";
import type { LatchkeyDatabase } from "./variants/latchkey";
import type { Tally } from "./variants/variant";

/** An API client of the bench: one for each partner. */
export type BenchClient = { readonly apiKey: string; readonly secretId: string; readonly secret: string };

/** Gives each partner of the cast an API client, and has each user of the cast accept the one document through one of them before. */
export async function createApiClients({ database, secret }: LatchkeyDatabase): Promise<BenchClient[]> {
  setMasterSecret(secret);
  const clients = Array.from({ length: PARTNERS }, () => ({ apiKey: newToken().slice(0, 24), secretId: newId(), secret: newToken() }));
  const sealed = await Promise.all(clients.map((client) => sealSecret("client-secret", client.secretId, client.secret)));
  await database.pool.query(
    `INSERT INTO api_clients (id, partner_id, name, api_key, parent_origins, caller_addresses)
     SELECT md5('client' || n - 1)::uuid, md5('partner' || n - 1)::uuid, 'Client ' || n, api_key, '{}', '{}'
       FROM unnest($1::text[]) WITH ORDINALITY AS given (api_key, n)`,
    [clients.map(({ apiKey }) => apiKey)],
  );
  await database.pool.query(
    `INSERT INTO api_client_secrets (id, client_id, sealed_secret)
     SELECT secret_id, md5('client' || n - 1)::uuid, sealed FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS given (secret_id, sealed, n)`,
    [clients.map(({ secretId }) => secretId), sealed],
  );
  for (const statement of acceptedByAll) await database.pool.query(statement);
  return clients;
}

const acceptedByAll = [
  `INSERT INTO client_identities (client_id, external_id, end_user_id, country, enrolments, created_at)
   SELECT md5('client' || n % ${PARTNERS})::uuid, 'user-' || n, md5('user' || n)::uuid, 'ES', 1, now() FROM generate_series(0, ${USERS - 1}) n`,
  "INSERT INTO terms_documents (id, slug, mandatory) VALUES (md5('terms')::uuid, 'terms', true)",
  `INSERT INTO terms_versions (id, document_id, version, effective_at, published_at)
   VALUES (md5('terms 1')::uuid, md5('terms')::uuid, 1, now() - interval '1 year', now() - interval '1 year')`,
  `INSERT INTO terms_acceptances (end_user_id, version_id, source, request_id)
   SELECT md5('user' || n)::uuid, md5('terms 1')::uuid, 'signed-login', md5('user' || n)::uuid FROM generate_series(0, ${USERS - 1}) n`,
  "VACUUM ANALYZE",
];

/** A call as it is sent: its headers and its body. */
export type BenchCall = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** Takes away what calls left behind, so that every slice begins alike, and makes fresh calls of users who are strangers in the tables. */
export async function makeCalls(db: pg.Pool, clients: readonly BenchClient[], count: number): Promise<BenchCall[]> {
  await db.query("TRUNCATE session_tokens, portal_tickets, signature_uses, login_events");
  return Array.from({ length: count }, (_, i) => {
    // 7919 is a prime: neighbours in time are strangers in the tables.
    const n = (i * 7919) % USERS;
    const client = clients[n % clients.length];
    if (!client) throw new Error("the bench has no API clients");
    return signCall(client, `user-${n}`, i);
  });
}

/** What the accepted calls of the last supply left behind: each one of these. */
export async function countSignedIn(db: pg.Pool): Promise<Tally> {
  const { rows } = await db.query<Tally[number]>(
    `SELECT 'session tokens' AS what, count(*)::int AS count FROM session_tokens
     UNION ALL SELECT 'accepted events', count(*)::int FROM login_events WHERE outcome = 'accepted'
     UNION ALL SELECT 'signatures', count(*)::int FROM signature_uses`,
  );
  return rows;
}

/** A call that signs a user in. @param nth tells its timestamp, and so its signature, from those of the same second */
export function signCall({ apiKey, secret }: BenchClient, externalId: string, nth: number): BenchCall {
  const timestamp = `${now().toISOString().slice(0, 19)}.${String(nth).padStart(9, "0")}Z`;
  const headers = {
    "dcoupon-authorization-apikey": apiKey,
    "dcoupon-authorization-method": "SIGNATURE",
    "dcoupon-authorization-timestamp": timestamp,
    "dcoupon-authorization-signature": hmacHex(secret, `${apiKey}:${timestamp}`),
  };
  return { headers, body: JSON.stringify({ externalId, clientCountry: "ES" }) };
}
