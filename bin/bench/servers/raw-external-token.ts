// Variant (a): what reading, checking and using up a token cost with nothing around it. The issuer is read anew for every token, its
// key imported once; then one statement: identity, id used up, session, event. No limits, no deadlines, no question whether somebody
// else is signed in, no strict reading, no look at what an address leads to.
import { hash, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { jwtVerify } from "jose";
import pg from "pg";

type Issuer = { id: string; partner_id: string; hosts: string[]; most: number; key_id: string };
type Claims = { iss?: string; jti?: string; exp?: number; intended_url?: string; user?: { uuid?: string; email?: string } };

const { BENCH_DATABASE = "", BENCH_KEYS = "{}", PORT = "" } = process.env;
const secrets = JSON.parse(BENCH_KEYS) as Record<string, string>;
const imported = new Map<string, CryptoKey>();
// As many connections as the product gives its gateway.
const pool = new pg.Pool({ connectionString: BENCH_DATABASE, max: 10 });

const findIssuer = {
  name: "find",
  text: `SELECT i.id, i.partner_id, i.return_hosts AS hosts, i.max_lifetime_seconds AS most, k.id AS key_id
           FROM issuers i JOIN partners p ON p.id = i.partner_id JOIN issuer_keys k ON k.issuer_id = i.id AND k.replaced_at IS NULL
          WHERE i.slug = $1 AND i.disabled_at IS NULL AND p.suspended_at IS NULL`,
};

const enter = {
  name: "enter",
  text: `
    WITH used AS (
      INSERT INTO used_token_ids (issuer_id, jti, expires_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING jti
    ), identity AS (
      INSERT INTO external_identities AS x (issuer_id, uuid, end_user_id, email, last_sign_in_at, created_at)
      SELECT $1, $4, $5, $6, now(), now() FROM used
      ON CONFLICT (issuer_id, uuid) DO UPDATE SET last_sign_in_at = excluded.last_sign_in_at, email = excluded.email RETURNING end_user_id
    ), made AS (
      INSERT INTO end_users (id) SELECT $5 FROM identity WHERE end_user_id = $5
    ), opened AS (
      INSERT INTO end_user_sessions (id_hash, id, end_user_id, created_at, last_seen_at, expires_at, user_agent, issuer_id)
      SELECT $7, $8, end_user_id, now(), now(), $9, $10, $1 FROM identity
    ), event AS (
      INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, end_user_id, request_id)
      SELECT $11, now(), $12, 'login', 'external-token', 'accepted', 'accepted', false, $1, end_user_id, $13 FROM identity
    )
    SELECT end_user_id FROM identity`,
};

async function keyOf(id: string): Promise<CryptoKey> {
  const known = imported.get(id);
  if (known) return known;
  const key = await crypto.subtle.importKey("raw", Buffer.from(secrets[id] ?? ""), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  imported.set(id, key);
  return key;
}

async function arrive(token: string, userAgent: string): Promise<{ location: string; cookie: string } | null> {
  const said = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Claims;
  const { rows } = await pool.query<Issuer>({ ...findIssuer, values: [said.iss] });
  const [issuer] = rows;
  if (!issuer) return null;
  const { payload } = await jwtVerify<Claims>(token, await keyOf(issuer.key_id), {
    algorithms: ["HS256"],
    audience: "farfalla",
    subject: "user",
    requiredClaims: ["exp", "jti"],
  });
  const { jti, exp = 0, user, intended_url: location = "/" } = payload;
  if (user?.uuid === undefined || exp * 1000 > performance.timeOrigin + performance.now() + issuer.most * 1000) return null;
  if (!issuer.hosts.includes(new URL(location).host)) return null;
  const session = randomBytes(32).toString("base64url");
  const expires = new Date(performance.timeOrigin + performance.now() + 30 * 86_400_000);
  const who = [issuer.id, jti, new Date(exp * 1000), user.uuid, randomUUID(), user.email];
  const values = [
    ...who,
    hash("sha256", session, "buffer"),
    randomUUID(),
    expires,
    userAgent,
    issuer.partner_id,
    randomUUID(),
    randomUUID(),
  ];
  if ((await pool.query({ ...enter, values })).rowCount !== 1) return null;
  return { location, cookie: `eu_session=${session}; Path=/; Expires=${expires.toUTCString()}; HttpOnly; SameSite=Lax` };
}

const server = createServer((request, response) => {
  if (request.url === "/ready") {
    response.end();
    return;
  }
  const token = new URLSearchParams((request.url ?? "").split("?")[1]).get("external-auth-token") ?? "";
  arrive(token, request.headers["user-agent"] ?? "").then(
    (entered) => {
      if (entered === null) response.writeHead(401, { "content-length": 0 });
      else response.writeHead(302, { location: entered.location, "set-cookie": entered.cookie, "content-length": 0 });
      response.end();
    },
    () => response.writeHead(500).end(),
  );
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGINT", () => process.exit(0));
