// Variant (f): oidc-provider's token introspection on its own Koa server, with a small adapter for PostgreSQL.
import pg from "pg";
import Provider, { type Adapter, type Payload } from "oidc-provider";

const { BENCH_DATABASE = "", BENCH_CLIENTS = "[]", BENCH_SECRET = "", PORT = "" } = process.env;
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });
const clients = JSON.parse(BENCH_CLIENTS) as { id: string; secret: string }[];

// Introspection only reads; the other operations are there because an adapter has them.
function adapter(model: string): Adapter {
  const never = () => Promise.reject(new Error("the bench does not write by this adapter"));
  return {
    find: async (id) => {
      const { rows } = await pool.query<{ payload: Payload }>({
        name: "find",
        text: "SELECT payload FROM oidc_payloads WHERE model = $1 AND id = $2 AND expires_at > statement_timestamp()",
        values: [model, id],
      });
      return rows[0]?.payload;
    },
    findByUid: never,
    findByUserCode: never,
    upsert: never,
    consume: never,
    destroy: never,
    revokeByGrantId: never,
  };
}

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  adapter,
  clients: clients.map(({ id, secret }) => ({
    client_id: id,
    client_secret: secret,
    grant_types: ["authorization_code"],
    redirect_uris: ["https://partner.example/callback"],
    token_endpoint_auth_method: "client_secret_basic",
  })),
  cookies: { keys: [BENCH_SECRET] },
  features: { devInteractions: { enabled: false }, introspection: { enabled: true, allowedPolicy: () => true } },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  scopes: ["openid"],
});
provider.listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
