import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const PATIENCE_MS = 60_000;
/** Refused, cut, "starting up" or "shutting down": what a server says that has just been (re)started. */
const passing = new Set(["ECONNREFUSED", "ECONNRESET", "57P01", "57P02", "57P03"]);

/**
 * Waits until the server takes connections and makes `database` unless it is there.
 * @param url of the database `postgres`, with password
 */
export async function ensureDatabase(url: string, database: string): Promise<void> {
  await whenReady(url, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  });
}

/** Waits until the server takes connections. @throws Error when it does not within a minute */
export async function awaitReady(url: string): Promise<void> {
  await whenReady(url, async (client) => {
    await client.query("SELECT 1");
  });
}

/** Whether anybody but us is connected, to whichever database of the server. */
export async function othersConnected(url: string): Promise<boolean> {
  try {
    return await connected(url, async (client) => {
      // A session ends a moment after its client has gone, so a first sight of one may be of the caller's own pool.
      for (let looks = 0; looks < 8; looks += 1) {
        const { rowCount } = await client.query(
          "SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
        );
        if (rowCount === 0) return false;
        await sleep(25);
      }
      return true;
    });
  } catch (error) {
    return codeOf(error) === "53300"; // no place left: others are connected indeed
  }
}

async function whenReady(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  for (const deadline = performance.now() + PATIENCE_MS; ;) {
    try {
      await connected(url, work);
      return;
    } catch (error) {
      if (!passing.has(codeOf(error)) || performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function connected<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "latchkey-embedded" });
  client.on("error", () => undefined); // a cut connection also fails the statement, which is where it is noticed
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
