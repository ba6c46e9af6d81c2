// Variant (a): what the two statements of the product, the HMAC and the signing of the session token cost with nothing around
// them. No limits, no deadlines, no window of time, no strict reading, no list of addresses.
import { createHmac, createSecretKey, hash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { SignJWT } from "jose";
import pg from "pg";

type Client = { id: string | null; secrets: { id: string }[] | null };
type Row = { end_user_id: string; versions: string[]; now_s: number; expires_s: number | null };

const { BENCH_DATABASE = "", BENCH_SECRETS = "{}", BENCH_STATEMENTS = "[]", PORT = "" } = process.env;
const secrets = JSON.parse(BENCH_SECRETS) as Record<string, string>;
const [find = "", signIn = ""] = JSON.parse(BENCH_STATEMENTS) as string[];
const base = `http://127.0.0.1:${PORT}`;
const ownKey = createSecretKey(randomBytes(32));
// As many connections as the product gives its gateway.
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });

async function login(request: IncomingMessage, body: string): Promise<string | null> {
  const one = (name: string) => String(request.headers[`dcoupon-authorization-${name}`] ?? "");
  const [apiKey, timestamp, signature] = [one("apikey"), one("timestamp"), one("signature")];
  const { rows: clients } = await pool.query<Client>({ name: "find", text: find, values: [apiKey] });
  const [client] = clients;
  const secret = secrets[client?.secrets?.[0]?.id ?? ""];
  if (!client || secret === undefined) return null;
  const expected = createHmac("sha256", secret).update(`${apiKey}:${timestamp}`).digest();
  const given = Buffer.from(signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const { externalId, clientCountry } = JSON.parse(body) as { externalId: string; clientCountry: string };
  const tokenId = randomUUID();
  const who = [client.id, externalId, clientCountry, null, null, randomUUID(), hash("sha256", signature, "buffer"), null];
  const values = [...who, tokenId, randomUUID(), randomUUID(), "{}"];
  const { rows } = await pool.query<Row>({ name: "sign-in", text: signIn, values });
  const [row] = rows;
  if (!row || row.expires_s === null) return null;
  const claims = { jti: tokenId, iss: base, aud: `${base}/api/v1`, iat: row.now_s, exp: row.expires_s, sub: row.end_user_id };
  const more = { clientApiKey: apiKey, externalId, lt: row.versions };
  const token = await new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: "HS256", typ: "session+jwt" }).sign(ownKey);
  return JSON.stringify({ message: "OK", sessionToken: token });
}

const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.end();
    return;
  }
  let body = "";
  request.on("data", (part: Buffer) => (body += part.toString()));
  request.on("end", () => {
    login(request, body).then(
      (answer) => {
        const headers = { "content-type": "application/json", "client-type": "PARTNER", "content-length": answer?.length ?? 0 };
        response.writeHead(answer === null ? 401 : 200, headers);
        response.end(answer);
      },
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
