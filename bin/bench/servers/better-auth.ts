// Variant (e): better-auth's one-time-token verification on node:http, as cheap as its options make it.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { oneTimeToken } from "better-auth/plugins/one-time-token";
import pg from "pg";

const { BENCH_DATABASE = "", BENCH_SECRET = "", PORT = "" } = process.env;

const options = {
  baseURL: `http://127.0.0.1:${PORT}`,
  secret: BENCH_SECRET,
  database: new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 }),
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  // A partner's server has no use for a cookie.
  plugins: [oneTimeToken({ disableSetSessionCookie: true })],
};

const { runMigrations } = await getMigrations(options);
await runMigrations();
const handle = toNodeHandler(betterAuth(options));
createServer((request, response) => void handle(request, response)).listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
