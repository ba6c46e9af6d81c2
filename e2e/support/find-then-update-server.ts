import type pg from "pg";
import { startNaiveServer } from "./naive-server";
import { hashOf } from "./world";

/** The negative control of protocol 1: a redemption that finds the token and then marks it used. */
export function startFindThenUpdate(databaseUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  return startNaiveServer(databaseUrl, async (db, target) => {
    const email = await redeem(db, target.split("/").at(-1) ?? "");
    const body = email === null ? { success: false } : { internal_email_address: email };
    return {
      status: email === null ? 410 : 200,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
    };
  });
}

async function redeem(db: pg.Pool, token: string): Promise<string | null> {
  const client = await db.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ id: string; email: string }>(
      "SELECT t.id, u.email FROM login_tokens t JOIN end_users u ON u.id = t.end_user_id WHERE t.hash = $1 AND t.used_at IS NULL AND t.expires_at > now()",
      [hashOf(token)],
    );
    const [found] = rows;
    if (found) await client.query("UPDATE login_tokens SET used_at = now() WHERE id = $1", [found.id]);
    await client.query("COMMIT");
    return found?.email ?? null;
  } finally {
    client.release();
  }
}
