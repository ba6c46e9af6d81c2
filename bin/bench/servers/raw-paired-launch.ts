// Variant (a): what the two statements of the product and the HMAC cost with nothing around them. No limits, no deadlines, no look
// at when the launch was signed, no strict reading.
import { createHmac, hash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";

type Found = { token_id: string | null; vhost: string; keys: { id: string }[] | null };
type Row = { entered: boolean; terms_due: boolean };

const { BENCH_DATABASE = "", BENCH_KEYS = "{}", BENCH_STATEMENTS = "[]", PORT = "" } = process.env;
const keys = JSON.parse(BENCH_KEYS) as Record<string, string>;
const [find = "", enter = ""] = JSON.parse(BENCH_STATEMENTS) as string[];
// As many connections as the product gives its gateway.
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });

async function launch(target: string, userAgent: string): Promise<string | null> {
  const { pathname, searchParams } = new URL(target, "http://raw");
  const tokenHash = hash("sha256", searchParams.get("pt") ?? "", "buffer");
  const { rows: found } = await pool.query<Found>({ name: "find", text: find, values: [tokenHash, null] });
  const key = keys[found[0]?.keys?.[0]?.id ?? ""];
  if (key === undefined || !pathname.startsWith(`/h/${found[0]?.vhost ?? ""}/`)) return null;
  const expected = createHmac("sha256", key)
    .update(target.slice(0, target.lastIndexOf("&signature=")))
    .digest();
  const given = Buffer.from(searchParams.get("signature") ?? "", "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const session = randomBytes(32).toString("base64url");
  const created = new Date(performance.timeOrigin + performance.now());
  const expires = new Date(created.getTime() + 30 * 86_400_000);
  const opened = [hash("sha256", session, "buffer"), randomUUID(), created.toISOString(), expires.toISOString(), userAgent];
  const values = [tokenHash, null, false, null, ...opened, randomUUID(), randomUUID(), false];
  const { rows } = await pool.query<Row>({ name: "enter", text: enter, values });
  if (rows[0]?.entered !== true || rows[0].terms_due) return null;
  return `eu_session=${session}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax`;
}

const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.end();
    return;
  }
  launch(request.url ?? "", request.headers["user-agent"] ?? "").then(
    (cookie) => {
      if (cookie === null) response.writeHead(401, { "content-length": 0 });
      else response.writeHead(303, { location: "/", "set-cookie": cookie, "content-length": 0 });
      response.end();
    },
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
