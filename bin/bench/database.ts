import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { joinEmbedded } from "@/lib/db/embedded";
import type { CleanUp } from "./clean-up";
import { say } from "./say";

/** What was asked of one database while it was watched. */
export type StatementCounts = {
  /** each statement, as PostgreSQL normalises it, with how often it ran */
  readonly statements: readonly { readonly query: string; readonly calls: number }[];
  readonly begins: number;
};

/** A throw-away PostgreSQL server that keeps its promises (fsync, synchronous commit), and counts statements. */
export type BenchServer = {
  /** process number of the postmaster */
  readonly pid: number;
  /** Makes an empty database. */
  readonly createDatabase: (name: string) => Promise<BenchDatabase>;
  /** Writes out what is dirty, so that no variant pays for what another one wrote. */
  readonly checkpoint: () => Promise<void>;
  readonly resetStatements: (database: string) => Promise<void>;
  readonly readStatements: (database: string) => Promise<StatementCounts>;
};

export type BenchDatabase = { readonly name: string; readonly url: string; readonly pool: pg.Pool };

const settings = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track": "top",
  // Tables are vacuumed and analysed between the slices: in the midst of one it would be somebody's bad luck.
  autovacuum: "off",
  max_wal_size: "4GB",
};

/** Starts the server. It and its folder are gone after the clean-up. */
export async function startDatabase(cleanUp: CleanUp): Promise<BenchServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "latchkey-bench-"));
  cleanUp.add(() => rmSync(dataDir, { recursive: true, force: true }));
  // Asked for before it is awaited: Ctrl-C may come while the server starts.
  const joining = joinEmbedded({ dataDir, database: "bench", settings, onProgress: say });
  cleanUp.add(async () => {
    const joined = await joining.catch(() => null);
    await joined?.leave();
    await stopServer(dataDir); // it stays while somebody is connected, be it a server of ours that was killed just now
  });
  const embedded = await joining;
  const urlOf = (name: string) => Object.assign(new URL(embedded.url), { pathname: `/${name}` }).href;
  const openPool = (name: string) => {
    const pool = new pg.Pool({ connectionString: urlOf(name), max: 2, application_name: "latchkey-bench" });
    pool.on("error", () => undefined); // a cut connection also fails the statement, which is where it is noticed
    // Not waited for: a statement may be running.
    cleanUp.add(() => void pool.end().catch(() => undefined));
    return pool;
  };
  const admin = openPool("bench");
  await admin.query("CREATE EXTENSION pg_stat_statements");
  return {
    pid: postmasterOf(dataDir) ?? 0,
    createDatabase: async (name) => {
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
      return { name, url: urlOf(name), pool: openPool(name) };
    },
    checkpoint: async () => {
      await admin.query("CHECKPOINT");
    },
    resetStatements: async (database) => {
      await admin.query("SELECT pg_stat_statements_reset(0, oid, 0) FROM pg_database WHERE datname = $1", [database]);
    },
    readStatements: (database) => readStatements(admin, database),
  };
}

function postmasterOf(dataDir: string): number | null {
  try {
    return Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n", 1)[0]);
  } catch {
    return null; // it has ended, and taken the file with it
  }
}

async function stopServer(dataDir: string): Promise<void> {
  const pid = postmasterOf(dataDir);
  if (pid !== null) process.kill(pid, "SIGINT"); // "fast": whoever is connected is sent away
  while (postmasterOf(dataDir) !== null) await sleep(50);
}

async function readStatements(admin: pg.Pool, database: string): Promise<StatementCounts> {
  const { rows } = await admin.query<{ query: string; calls: number }>(
    `SELECT s.query, sum(s.calls)::float8 AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
      WHERE d.datname = $1 GROUP BY s.query ORDER BY calls DESC`,
    [database],
  );
  const begins = rows.filter(({ query }) => /^\s*(?:BEGIN|START\s+TRANSACTION)\b/i.test(query));
  return { statements: rows, begins: begins.reduce((sum, { calls }) => sum + calls, 0) };
}
