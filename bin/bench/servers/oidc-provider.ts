// Variant (f): oidc-provider's token introspection on its own Koa server, with a small adapter for PostgreSQL that holds all it
// has: clients (a platform's partners register while it runs), grants and tokens.
import pg from "pg";
import Provider, { type Adapter, type Payload } from "oidc-provider";

const { BENCH_DATABASE = "", BENCH_SECRET = "", PORT = "" } = process.env;
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });

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
  cookies: { keys: [BENCH_SECRET] },
  features: { devInteractions: { enabled: false }, introspection: { enabled: true, allowedPolicy: () => true } },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
});
provider.listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
