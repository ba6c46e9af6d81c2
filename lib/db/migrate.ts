import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { packageRoot } from "../env/package-root";

/** The advisory lock that Prisma Migrate takes, so that its command line and we never run at the same time. */
const PRISMA_LOCK = 72_707_369;
/** How long another migrator may take before we give up. */
const TURN_PATIENCE_MS = 120_000;
/** A statement that waits for a lock makes everybody after it wait too: give way early and come again (R18). */
const LOCK_WAIT_MS = 400;
const GIVE_WAY_MS = 250;
const RETRIES = 60;
/** "lock not available", "deadlock detected" */
const busy = new Set(["55P03", "40P01"]);

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };
type Applied = { readonly name: string; readonly checksum: string; readonly finished: boolean };

/** How a database's schema differs from this Latchkey's: names of migrations, all empty when it is the same. */
export type MigrationState = {
  /** here, but not applied */
  readonly missing: string[];
  /** applied, but not here: by a newer Latchkey */
  readonly unknown: string[];
  /** applied with another content than the file has now */
  readonly edited: string[];
};

/**
 * Applies the migrations that the database does not have, in order, each in a transaction of its own, and records them
 * as `prisma migrate deploy` does. Of several at once one works and the others wait for it.
 * @param url `postgresql://` URL of a role that owns the schema
 * @returns the names of those applied now
 * @throws Error naming the migration that failed (and left nothing behind), was edited, or never finished
 */
export async function migrate(url: string, options: { directory?: string; onApplied?: (name: string) => void } = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "latchkey-migrate" });
  client.on("error", () => undefined); // a cut connection also fails the statement, which is where it is noticed
  try {
    await client.connect();
    await takeTurn(client);
    return await applyMissing(client, readMigrations(options.directory), options.onApplied);
  } finally {
    await client.end(); // which also gives the turn back
  }
}

/**
 * Compares the migrations recorded in a database with the files, without changing anything.
 * @param query runs one statement, such as a pool's `query`
 */
export async function migrationState(query: (sql: string) => Promise<{ rows: unknown[] }>, directory?: string): Promise<MigrationState> {
  const migrations = readMigrations(directory);
  const applied = (await readApplied(query)).filter((one) => one.finished);
  const byName = new Map(applied.map((one) => [one.name, one]));
  const here = new Set(migrations.map((one) => one.name));
  return {
    missing: migrations.filter(({ name }) => !byName.has(name)).map(({ name }) => name),
    unknown: applied.filter(({ name }) => !here.has(name)).map(({ name }) => name),
    edited: migrations.filter((one) => isEdited(one, byName.get(one.name))).map(({ name }) => name),
  };
}

async function takeTurn(client: pg.Client): Promise<void> {
  // A role or the URL may limit statements for the application's sake; a migration takes what it takes.
  await client.query("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
  await client.query(`SET lock_timeout = ${TURN_PATIENCE_MS}`);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
  } catch (error) {
    if (codeOf(error) !== "55P03") throw error;
    throw new Error("Another process has been migrating the database for two minutes: see whether it is stuck, then try again.", {
      cause: error,
    });
  }
  await client.query(`SET lock_timeout = ${LOCK_WAIT_MS}`);
}

async function applyMissing(
  client: pg.Client,
  migrations: Migration[],
  onApplied: (name: string) => void = () => undefined,
): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL,
    finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
  const applied = await readApplied((sql) => client.query(sql));
  const unfinished = applied.find((one) => !one.finished);
  if (unfinished)
    throw new Error(
      `The migration ${unfinished.name} was begun by Prisma and never finished: see what it left, then use \`prisma migrate resolve\`.`,
    );
  const byName = new Map(applied.map((one) => [one.name, one]));
  const edited = migrations.find((one) => isEdited(one, byName.get(one.name)));
  if (edited)
    throw new Error(
      `The migration ${edited.name} was edited after it had been applied: restore the file, and put the change into a new migration.`,
    );
  const done: string[] = [];
  for (const migration of migrations.filter(({ name }) => !byName.has(name))) {
    await applyPatiently(client, migration);
    done.push(migration.name);
    onApplied(migration.name);
  }
  return done;
}

async function applyPatiently(client: pg.Client, migration: Migration): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await applyOne(client, migration);
      return;
    } catch (error) {
      if (!busy.has(codeOf(error)) || tries > RETRIES) {
        throw new Error(
          `The migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : "unknown reason"}`,
          { cause: error },
        );
      }
      await sleep(GIVE_WAY_MS);
    }
  }
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)",
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined); // a lost connection has rolled back by itself
    throw error;
  }
}

function readMigrations(directory = path.join(packageRoot(), "prisma/migrations")): Migration[] {
  return readdirSync(directory)
    .filter((name) => existsSync(path.join(directory, name, "migration.sql")))
    .sort() // by code unit, as Prisma does
    .map((name) => {
      const content = readFileSync(path.join(directory, name, "migration.sql"));
      return { name, sql: content.toString("utf8"), checksum: createHash("sha256").update(content).digest("hex") };
    });
}

/** What is recorded, except what was rolled back; nothing where there is no record yet. */
async function readApplied(query: (sql: string) => Promise<{ rows: unknown[] }>): Promise<Applied[]> {
  const { rows: there } = await query("SELECT 1 WHERE to_regclass('_prisma_migrations') IS NOT NULL");
  if (there.length === 0) return [];
  const { rows } = await query(
    "SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name",
  );
  return rows.map((row) => {
    if (isApplied(row)) return row;
    throw new Error("The table _prisma_migrations is not Prisma's: its rows have other types.");
  });
}

function isApplied(row: unknown): row is Applied {
  return (
    typeof row === "object" &&
    row !== null &&
    "name" in row &&
    typeof row.name === "string" &&
    "checksum" in row &&
    typeof row.checksum === "string" &&
    "finished" in row &&
    typeof row.finished === "boolean"
  );
}

function isEdited(migration: Migration, applied: Applied | undefined): boolean {
  return applied !== undefined && applied.checksum !== migration.checksum;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
