import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { hashOf } from "./world";

/**
 * The negative control: a redemption as it must never be written, which finds the token and then marks it used. The
 * harness that holds the product to "exactly once" must catch this one, or it proves nothing.
 */
export async function startFindThenUpdate(databaseUrl: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const db = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const server = createServer((incoming, outgoing) => {
    const answer = (status: number, body: object) => {
      outgoing.writeHead(status, { "content-type": "application/json; charset=utf-8" });
      outgoing.end(JSON.stringify(body));
    };
    redeem(db, incoming.url?.split("/").at(-1) ?? "").then(
      (email) => (email === null ? answer(410, { success: false }) : answer(200, { internal_email_address: email })),
      () => answer(503, { success: false }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: async () => Promise.all([closed(server), db.end()]).then(() => undefined) };
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

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
