// Variant (e): better-auth's one-time-token verification on its own node server, as its documentation sets it up. Switched off
// is only what would answer instead of it (the rate limit), or talk to others (telemetry).
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
  plugins: [oneTimeToken()],
};

const { runMigrations } = await getMigrations(options);
await runMigrations();
const handle = toNodeHandler(betterAuth(options));
createServer((request, response) => void handle(request, response)).listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
