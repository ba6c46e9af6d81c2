import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type EmbeddedDatabase, joinEmbedded } from "./embedded";
import { migrate, migrationState } from "./migrate";

const patience = 30_000;
let folder = "";
let directory = "";
let db: EmbeddedDatabase;
let client: pg.Client;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "latchkey-migrate-"));
  db = await joinEmbedded({ dataDir: folder, durable: false });
}, patience);

beforeEach(async () => {
  runs += 1;
  directory = path.join(folder, `migrations-${runs}`);
  const admin = new pg.Client({ connectionString: db.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE run_${runs}`).finally(() => admin.end());
  client = new pg.Client({ connectionString: url() });
  await client.connect();
  return () => client.end();
});

afterAll(async () => {
  await db.leave();
  await rm(folder, { recursive: true, force: true });
}, patience);

const url = () => db.url.replace(/\/[^/]*$/, `/run_${runs}`);
const state = () => migrationState((sql) => client.query(sql), directory);

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, "migration.sql"), sql);
}

test("migrations are applied in order, once, and recorded as Prisma records them", async () => {
  await write("2_second", "ALTER TABLE a ADD COLUMN y int; CREATE TABLE b (z int);");
  await write("1_first", "CREATE TABLE a (x int);");
  expect(await state()).toEqual({ missing: ["1_first", "2_second"], unknown: [], edited: [] });
  const told: string[] = [];
  expect(await migrate(url(), { directory, onApplied: (name) => told.push(name) })).toEqual(["1_first", "2_second"]);
  expect(told).toEqual(["1_first", "2_second"]);
  expect(await migrate(url(), { directory })).toEqual([]);
  expect(await state()).toEqual({ missing: [], unknown: [], edited: [] });
  const { rows } = await client.query(
    "SELECT length(checksum) AS length, applied_steps_count, finished_at IS NOT NULL AS finished, rolled_back_at FROM _prisma_migrations",
  );
  expect(rows).toEqual(Array(2).fill({ length: 64, applied_steps_count: 1, finished: true, rolled_back_at: null }));
});

test("two processes that migrate at once apply each migration once", async () => {
  await write("1_first", "CREATE TABLE a (x int); SELECT pg_sleep(0.1);");
  await write("2_second", "INSERT INTO a VALUES (1);");
  const done = await Promise.all([migrate(url(), { directory }), migrate(url(), { directory })]);
  expect(done.flat().sort()).toEqual(["1_first", "2_second"]);
  expect((await client.query("SELECT x FROM a")).rows).toEqual([{ x: 1 }]);
});

test("a migration that fails names itself and leaves nothing behind, and those before it stay", async () => {
  await write("1_first", "CREATE TABLE a (x int);");
  await write("2_broken", "CREATE TABLE b (x int); SELECT 1 / 0;");
  await expect(migrate(url(), { directory })).rejects.toThrow("The migration 2_broken failed and was rolled back: division by zero");
  expect((await client.query("SELECT to_regclass('a') IS NOT NULL AS a, to_regclass('b') IS NOT NULL AS b")).rows).toEqual([
    { a: true, b: false },
  ]);
  expect((await state()).missing).toEqual(["2_broken"]);
  await write("2_broken", "CREATE TABLE b (x int);");
  expect(await migrate(url(), { directory })).toEqual(["2_broken"]);
});

test("a migration that was edited after it was applied is refused, and one of a newer Latchkey is told", async () => {
  await write("1_first", "CREATE TABLE a (x int);");
  await migrate(url(), { directory });
  await write("1_first", "CREATE TABLE a (x int, y int);");
  await write("2_second", "CREATE TABLE b (x int);");
  await expect(migrate(url(), { directory })).rejects.toThrow(/1_first was edited after it had been applied/);
  expect(await state()).toEqual({ missing: ["2_second"], unknown: [], edited: ["1_first"] });
  await rm(path.join(directory, "1_first"), { recursive: true });
  expect(await state()).toEqual({ missing: ["2_second"], unknown: ["1_first"], edited: [] });
});

test("a migration that Prisma began and never finished stops ours", async () => {
  await write("1_first", "CREATE TABLE a (x int);");
  await migrate(url(), { directory });
  await client.query("UPDATE _prisma_migrations SET finished_at = NULL");
  await expect(migrate(url(), { directory })).rejects.toThrow(/1_first was begun by Prisma and never finished/);
  expect((await state()).missing).toEqual(["1_first"]);
});

test("a migration gives way to a transaction that holds its table, and comes through once that has ended", async () => {
  await write("1_first", "CREATE TABLE a (x int);");
  await migrate(url(), { directory });
  await write("2_second", "ALTER TABLE a ADD COLUMN y int;");
  await client.query("BEGIN; LOCK TABLE a IN ACCESS SHARE MODE");
  const migrating = migrate(url(), { directory });
  setTimeout(() => void client.query("COMMIT"), 800);
  expect(await migrating).toEqual(["2_second"]);
});
