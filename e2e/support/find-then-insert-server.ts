import type pg from "pg";
import { newToken } from "@/lib/crypto/token";
import type { Issuer } from "./external-token";
import { startNaiveServer } from "./naive-server";
import { hashOf, type Row } from "./world";

// What every answer of ours has, so that the tests' browser looks at the sessions alone.
const always = { "cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

/** The negative control of protocol 2: it looks whether a token's id was used, and then opens the session. Every token is of `user`. */
export function startFindThenInsert(databaseUrl: string, issuer: Issuer, user: Row): Promise<{ url: string; stop: () => Promise<void> }> {
  return startNaiveServer(databaseUrl, async (db, target) => {
    const payload = target.split("=").at(-1)?.split(".")[1] ?? "";
    const { jti } = JSON.parse(Buffer.from(payload, "base64url").toString()) as { jti: string };
    const session = await signIn(db, jti, issuer, user);
    const headers = session === null ? always : { ...always, "set-cookie": `eu_session=${session}; Path=/` };
    return { status: 302, headers: { ...headers, location: "/" }, body: "" };
  });
}

async function signIn(db: pg.Pool, jti: string, issuer: Issuer, user: Row): Promise<string | null> {
  const client = await db.connect();
  try {
    await client.query("BEGIN");
    const { rowCount } = await client.query("SELECT FROM used_token_ids WHERE issuer_id = $1 AND jti = $2", [issuer.id, jti]);
    const session = rowCount === 0 ? newToken() : null;
    if (session !== null) {
      await client.query(
        "INSERT INTO end_user_sessions (id_hash, end_user_id, expires_at, issuer_id) VALUES ($1, $2, now() + interval '1 hour', $3)",
        [hashOf(session), user.id, issuer.id],
      );
      await client.query(
        "INSERT INTO used_token_ids (issuer_id, jti, expires_at) VALUES ($1, $2, now() + interval '1 hour') ON CONFLICT DO NOTHING",
        [issuer.id, jti],
      );
    }
    await client.query("COMMIT");
    return session;
  } finally {
    client.release();
  }
}
