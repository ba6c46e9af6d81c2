import pg from "pg";
import { log } from "../log";
import { oncePerProcess } from "../registry";
import type { Queryable } from "./queryable";
import { databaseUrl } from "./address";
import { admitted } from "./admission";

/** A slow page must never starve a login, nor a full pool look like a dead database: each purpose has its own connections. */
export type Purpose = "gateway" | "pages" | "watch" | "statistics";

export type { Queryable };

// A waiting request costs at most 500 + 1400 ms: below the two seconds after which every answer must have come (R9).
// Without these a frozen database holds a request for ever (measured: security.md, D6).
const deadlines = {
  query_timeout: 1400,
  statement_timeout: 1200,
  lock_timeout: 500,
  idle_in_transaction_session_timeout: 5000,
};

// Nobody waits for statistics to be counted, and much may be behind: a minute is no failure.
const patience: Partial<Record<Purpose, Partial<typeof deadlines>>> = {
  statistics: { query_timeout: 300_000, statement_timeout: 290_000, idle_in_transaction_session_timeout: 30_000 },
};

const sizes: Record<Purpose, number> = { gateway: 10, pages: 8, watch: 1, statistics: 2 };
// Nobody waits for a connection of the gateway's by itself (admission.ts); the others' callers wait for theirs.
const connectWithinMs: Record<Purpose, number> = { gateway: 3000, pages: 1500, watch: 500, statistics: 10_000 };

/** The connections for `purpose`, opened on first use. */
export function pool(purpose: Purpose): pg.Pool {
  return oncePerProcess(`pool:${purpose}`, () => {
    const made = new pg.Pool({
      connectionString: databaseUrl(),
      max: sizes[purpose],
      connectionTimeoutMillis: connectWithinMs[purpose],
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: `latchkey-${purpose}`,
      ...deadlines,
      ...patience[purpose],
    });
    // Without a listener an idle connection that the server ends would end this process.
    made.on("error", (error) => log().warn({ error, pool: purpose }, "an idle database connection was lost"));
    // … and so would one at work; whoever waits for its answer is told by the answer.
    made.on("connect", (client) => client.on("error", () => undefined));
    opened().add(made);
    return made;
  });
}

/** The gateway's connections, with a queue that serves a crowd and gives up early before a dead database. */
export function gatewayDatabase(): Queryable {
  return oncePerProcess("gateway-database", () => admitted(pool("gateway"), sizes.gateway));
}

function opened(): Set<pg.Pool> {
  return oncePerProcess("pools", () => new Set<pg.Pool>());
}

/** A statement that takes longer is not waited for at the end of a process: with its connection its transaction is undone. */
const LAST_WORDS_MS = 3_000;

/** Closes every pool, for the end of a process. */
export async function closePools(): Promise<void> {
  const pools = [...opened()];
  opened().clear();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => void (timer = setTimeout(resolve, LAST_WORDS_MS)));
  await Promise.race([Promise.all(pools.map((one) => one.end())), late]);
  clearTimeout(timer);
}
