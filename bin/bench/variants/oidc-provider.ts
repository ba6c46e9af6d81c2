import { newToken } from "@/lib/crypto/token";
import { freePort } from "../server-process";
import { type Supply, type Variant, wireRequest, type Workshop } from "./variant";

const CLIENTS = 20;
const USERS = 5_000;

/** Variant (f): introspection in oidc-provider, which only looks a token up; each client asks about its own. */
export async function oidcProviderVariant({ root, programs, postgres, nodeArgs }: Workshop): Promise<Variant> {
  const database = await postgres.createDatabase("oidc_provider");
  const port = await freePort();
  const db = database.pool;
  const clients = Array.from({ length: CLIENTS }, (_, n) => ({ id: `client${n}`, secret: newToken() }));
  await db.query(
    `CREATE TABLE oidc_payloads (model text, id text, payload jsonb NOT NULL, expires_at timestamptz NOT NULL, PRIMARY KEY (model, id))`,
  );
  await db.query(
    `INSERT INTO oidc_payloads
     SELECT 'Grant', 'grant' || n, jsonb_build_object('kind', 'Grant', 'jti', 'grant' || n, 'accountId', 'user' || n, 'clientId', 'client' || n % ${CLIENTS},
            'iat', floor(extract(epoch FROM now())), 'exp', floor(extract(epoch FROM now())) + 86400, 'openid', jsonb_build_object('scope', 'openid')),
            now() + interval '1 day'
       FROM generate_series(0, ${USERS - 1}) n`,
  );

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
      // Without the hint it would look among the refresh tokens as well.
      wireRequest("POST", "/token/introspection", port, headersOf[client] ?? [], `token=${token}&token_type_hint=access_token`),
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
      env: { BENCH_DATABASE: database.url, BENCH_CLIENTS: JSON.stringify(clients), BENCH_SECRET: newToken(), PORT: String(port) },
      port,
      readyPath: "/.well-known/openid-configuration",
    },
    database,
    supply,
    tally: () => Promise.resolve({ redeemed: null, events: null }),
    expected: '"active":true',
  };
}
