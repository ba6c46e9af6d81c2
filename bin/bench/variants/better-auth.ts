import { newToken } from "@/lib/crypto/token";
import { freePort } from "../server-process";
import { type Supply, type Variant, wireRequest, type Workshop } from "./variant";

const USERS = 5_000;

/** Variant (e): the nearest thing in better-auth, which consumes a token and answers whose session it stands for. */
export async function betterAuthVariant({ root, programs, postgres, nodeArgs }: Workshop): Promise<Variant> {
  const database = await postgres.createDatabase("better_auth");
  const port = await freePort();
  const db = database.pool;

  // The server makes its tables when it starts, so the users come with the first supply.
  const createUsers = async () => {
    await db.query(
      `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
       SELECT 'user' || n, 'User ' || n, 'user' || n || '@mail.example', true, now(), now() FROM generate_series(1, ${USERS}) n
       ON CONFLICT DO NOTHING`,
    );
    await db.query(
      `INSERT INTO session (id, token, "userId", "expiresAt", "createdAt", "updatedAt")
       SELECT 'session' || n, md5('session' || n), 'user' || n, now() + interval '7 days', now(), now() FROM generate_series(1, ${USERS}) n
       ON CONFLICT DO NOTHING`,
    );
  };

  let supplied = 0;
  const supply = async (count: number): Promise<Supply> => {
    await createUsers();
    await db.query("TRUNCATE verification");
    const { rows } = await db.query<{ token: string }>(
      `WITH fresh AS MATERIALIZED (SELECT i, encode(sha256(convert_to($1 || i, 'UTF8')), 'hex') AS token FROM generate_series(1, $2::int) i),
            minted AS (
              INSERT INTO verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
              SELECT gen_random_uuid()::text, 'one-time-token:' || token, md5('session' || 1 + i * 7 % ${USERS}), now() + interval '1 hour', now(), now()
                FROM fresh)
       SELECT token FROM fresh`,
      [newToken(), count],
    );
    await db.query("VACUUM ANALYZE");
    supplied = rows.length;
    const headers = ["content-type: application/json", `origin: http://127.0.0.1:${port}`];
    const requests = rows.map(({ token }) =>
      wireRequest("POST", "/api/auth/one-time-token/verify", port, headers, JSON.stringify({ token })),
    );
    return { requests, reusable: false };
  };

  return {
    key: "e",
    title: "better-auth, verify",
    server: {
      name: "better-auth",
      args: [...nodeArgs, programs.betterAuth],
      cwd: root,
      env: { BENCH_DATABASE: database.url, BENCH_SECRET: newToken(), PORT: String(port) },
      port,
      readyPath: "/api/auth/ok",
    },
    database,
    supply,
    // Consuming is deleting there.
    tally: async () => {
      const { rows } = await db.query<{ left: number }>("SELECT count(*)::int AS left FROM verification");
      return [{ what: "rows redeemed", count: supplied - (rows[0]?.left ?? 0) }];
    },
    expected: { status: 200, head: [], body: '"session":{' },
  };
}
