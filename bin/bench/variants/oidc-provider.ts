import { newToken } from "@/lib/crypto/token";
import type { BenchDatabase } from "../database";
import { freePort } from "../server-process";
import { type Supply, type Variant, wireRequest, type Workshop } from "./variant";

const CLIENTS = 20;
const USERS = 5_000;

type Client = { readonly id: string; readonly secret: string };

/** Variant (f): introspection in oidc-provider, which looks up client, token and grant, and only reads; each client asks about its own. */
export async function oidcProviderVariant({ root, programs, postgres, nodeArgs }: Workshop): Promise<Variant> {
  const database = await postgres.createDatabase("oidc_provider");
  const port = await freePort();
  const db = database.pool;
  const clients = Array.from({ length: CLIENTS }, (_, n): Client => ({ id: `client${n}`, secret: newToken() }));
  await createTables(db, clients);

  const supply = async (count: number): Promise<Supply> => {
    await db.query("DELETE FROM oidc_payloads WHERE model = 'AccessToken'");
    const { rows } = await db.query<{ token: string; client: number }>(
      `WITH fresh AS MATERIALIZED (
         SELECT substr(encode(sha256(convert_to($1 || i, 'UTF8')), 'hex'), 1, 43) AS token, (i::bigint * 7919 % ${USERS})::int AS n
           FROM generate_series(1, $2::int) i
       ), minted AS (
         INSERT INTO oidc_payloads
         SELECT 'AccessToken', token, jsonb_build_object('kind', 'AccessToken', 'jti', token, 'accountId', 'user' || n, 'grantId', 'grant' || n,
                'clientId', 'client' || n % ${CLIENTS}, 'gty', 'authorization_code', 'scope', 'openid',
                'iat', floor(extract(epoch FROM now())), 'exp', floor(extract(epoch FROM now())) + 3600), now() + interval '1 hour'
           FROM fresh)
       SELECT token, n % ${CLIENTS} AS client FROM fresh`,
      [newToken(), count],
    );
    await db.query("VACUUM ANALYZE oidc_payloads");
    const headersOf = clients.map(({ id, secret }) => [
      "content-type: application/x-www-form-urlencoded",
      `authorization: Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
    ]);
    const requests = rows.map(({ token, client }) =>
      wireRequest("POST", "/token/introspection", port, headersOf[client] ?? [], `token=${token}`),
    );
    return { requests, reusable: false };
  };

  return {
    key: "f",
    title: "oidc-provider, introspect",
    server: {
      name: "oidc-provider",
      args: [...nodeArgs, programs.oidcProvider],
      cwd: root,
      env: { BENCH_DATABASE: database.url, BENCH_SECRET: newToken(), PORT: String(port) },
      port,
      readyPath: "/.well-known/openid-configuration",
    },
    database,
    supply,
    tally: () => Promise.resolve([]),
    expected: { status: 200, head: [], body: '"active":true' },
  };
}

async function createTables(db: BenchDatabase["pool"], clients: readonly Client[]): Promise<void> {
  await db.query(
    `CREATE TABLE oidc_payloads (model text, id text, payload jsonb NOT NULL, expires_at timestamptz NOT NULL, PRIMARY KEY (model, id))`,
  );
  await db.query(
    `INSERT INTO oidc_payloads
     SELECT 'Client', c.id, jsonb_build_object('client_id', c.id, 'client_secret', c.secret, 'grant_types', '["authorization_code"]'::jsonb,
            'redirect_uris', '["https://partner.example/callback"]'::jsonb, 'token_endpoint_auth_method', 'client_secret_basic'), now() + interval '1 year'
       FROM unnest($1::text[], $2::text[]) AS c (id, secret)`,
    [clients.map(({ id }) => id), clients.map(({ secret }) => secret)],
  );
  await db.query(
    `INSERT INTO oidc_payloads
     SELECT 'Grant', 'grant' || n, jsonb_build_object('kind', 'Grant', 'jti', 'grant' || n, 'accountId', 'user' || n, 'clientId', 'client' || n % ${CLIENTS},
            'iat', floor(extract(epoch FROM now())), 'exp', floor(extract(epoch FROM now())) + 86400, 'openid', jsonb_build_object('scope', 'openid')),
            now() + interval '1 day'
       FROM generate_series(0, ${USERS - 1}) n`,
  );
}
