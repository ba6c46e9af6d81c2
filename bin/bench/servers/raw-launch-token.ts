// Variant (a): what the one statement costs with nothing around it. No limits, no deadlines, no checks of what was sent.
import { hash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";

type Row = { consumed: boolean; verified_email: string | null; end_user_id: string };

const { BENCH_DATABASE = "", BENCH_STATEMENT = "", PORT = "" } = process.env;
// As many connections as the product gives its gateway.
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });
const statement = { name: "redeem", text: BENCH_STATEMENT };

async function redeem(bearer: string, token: string): Promise<string | null> {
  const values = [hash("sha256", bearer, "buffer"), hash("sha256", token, "buffer"), randomUUID(), randomUUID()];
  const { rows } = await pool.query<Row>({ ...statement, values });
  const [row] = rows;
  if (!row?.consumed) return null;
  return JSON.stringify({ internal_email_address: row.verified_email ?? `user-${row.end_user_id}@users.invalid` });
}

const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.end();
    return;
  }
  redeem((request.headers.authorization ?? "").slice("Bearer ".length), (request.url ?? "").slice("/api/authorization/".length)).then(
    (body) => {
      response.writeHead(body === null ? 404 : 200, { "content-type": "application/json", "content-length": body?.length ?? 0 });
      response.end(body);
    },
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
