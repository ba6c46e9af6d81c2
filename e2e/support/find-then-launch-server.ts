import type pg from "pg";
import { newToken } from "@/lib/crypto/token";
import { startNaiveServer } from "./naive-server";
import type { Pairing } from "./paired-launch";
import { hashOf } from "./world";

// What every answer of ours has, so that the tests' caller looks at the sessions alone.
const always = { "cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

/** The negative control of protocol 4: it looks whether an access token was used, and then opens the session. */
export function startFindThenLaunch(databaseUrl: string, pairing: Pairing): Promise<{ url: string; stop: () => Promise<void> }> {
  return startNaiveServer(databaseUrl, async (db, target) => {
    const session = await launch(db, hashOf(/[?&]pt=([^&]+)/.exec(target)?.[1] ?? ""), pairing);
    const headers = session === null ? always : { ...always, "set-cookie": `eu_session=${session}; Path=/` };
    return { status: 303, headers: { ...headers, location: "/" }, body: "" };
  });
}

async function launch(db: pg.Pool, hash: Buffer, pairing: Pairing): Promise<string | null> {
  const client = await db.connect();
  try {
    await client.query("BEGIN");
    const { rowCount } = await client.query("SELECT FROM pairing_tokens WHERE hash = $1 AND used_at IS NULL", [hash]);
    const session = rowCount === 1 ? newToken() : null;
    if (session !== null) {
      await client.query(
        "INSERT INTO end_user_sessions (id_hash, end_user_id, expires_at, pairing_id) VALUES ($1, $2, now() + interval '1 hour', $3)",
        [hashOf(session), pairing.user.id, pairing.id],
      );
      await client.query("UPDATE pairing_tokens SET used_at = now() WHERE hash = $1", [hash]);
    }
    await client.query("COMMIT");
    return session;
  } finally {
    client.release();
  }
}
