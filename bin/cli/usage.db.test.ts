import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runInside } from "@/bin/testing/run-inside";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { latchkeyCommand } from "@/lib/testing/latchkey-command";

const secret = { LATCHKEY_SECRET: "4".repeat(31) + "d".repeat(33) };
let database: TestDatabase;
let run: ReturnType<typeof latchkeyCommand>;
beforeAll(async () => {
  database = await testDatabase();
  run = latchkeyCommand({ DATABASE_URL: database.url, ...secret });
});
afterAll(() => database.drop());
// Processes of their own: slow where the machine has other work.
vi.setConfig({ testTimeout: 120_000 });

const hidden = "hunter2-hunter2";

test("help is there at each level, without a database", async () => {
  const noDatabase = latchkeyCommand({ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none", ...secret });
  for (const args of [["--help"], ["app", "--help"], ["app", "create", "--help"], ["help", "app"]]) {
    const { code, out, err } = await noDatabase(args);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Usage: latchkey /);
  }
});

test.each([
  ["no command", [], "latchkey <command>"],
  ["a noun alone", ["app"], "latchkey app <command>"],
  ["an unknown noun", ["apps"], "latchkey <command>"],
  ["an unknown verb", ["app", "destroy"], "latchkey app <command>"],
  ["a missing flag", ["partner", "approve"], "latchkey partner approve --partner <id or slug>"],
  ["an unknown flag", ["partner", "approve", "--partner", "x", `--pasword=${hidden}`], "latchkey partner approve --partner <id or slug>"],
  ["a word too many", ["partner", "approve", "--partner", "x", hidden], "latchkey partner approve --partner <id or slug>"],
  ["a number that is none", ["events", "list", "--partner", "x", "--limit", "many"], "latchkey events list --partner <id or slug>"],
  ["a limit that is too high", ["events", "list", "--partner", "x", "--limit", "1001"], "latchkey events list"],
  ["a protocol that is none", ["events", "list", "--partner", "x", "--protocol", "oidc"], "latchkey events list"],
  ["an instant without a zone", ["events", "list", "--partner", "x", "--since", "2026-01-01T00:00:00"], "latchkey events list"],
  [
    "a price beside --free",
    ["app", "create", "--partner", "x", "--name", "x", "--service-url", "https://x.example", "--free", "--price", "1", "--currency", "EUR"],
    "latchkey app create",
  ],
  [
    "a price without a currency",
    ["app", "create", "--partner", "x", "--name", "x", "--service-url", "https://x.example", "--price", "1"],
    "latchkey app create",
  ],
  ["nobody to suspend", ["user", "suspend"], "latchkey user suspend [--user <id or address>]"],
  ["two to suspend", ["user", "suspend", "--user", "a", "--email", "b"], "latchkey user suspend"],
])("%s is wrong usage, told with the usage line and no secret", async (_, args, usage) => {
  const { code, out, err, error } = await runInside(args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  const lines = err.trimEnd().split("\n");
  expect(lines.at(-2)).toContain(`Usage: ${usage}`);
  expect(error()).toEqual({ error: "usage", message: expect.stringMatching(/./) as unknown });
  expect(err).not.toContain(hidden);
});

test("wrong usage ends the process with 2 and nothing on standard output", async () => {
  const { code, out, error } = await run(["app", "destroy"]);
  expect({ code, out, error: error() }).toMatchObject({ code: 2, out: "", error: { error: "usage" } });
});

test("--json may stand anywhere", async () => {
  const args = ["partner", "create", "--name", "A", "--email", "a@example.com", "--password", hidden];
  const { code, json } = await run(["--json", ...args]);
  expect({ code, keys: Object.keys(json() as object) }).toEqual({ code: 0, keys: ["partnerId", "accountId"] });
  const again = await run([...args, "--json"]);
  expect(again.code).toBe(1);
  expect(again.error()).toMatchObject({ error: "email_taken" });
  expect(again.err).not.toContain(hidden);
});

test("a database that is away, a refused password and a wrong environment each have a code", async () => {
  const list = ["events", "list", "--partner", "x"];
  const wrongUser = Object.assign(new URL(database.url), { username: "nobody-like-that", password: "wrong" }).href;
  for (const [env, code] of [
    [{ DATABASE_URL: "postgresql://x:pw-of-x@127.0.0.1:1/none", ...secret }, "database_unavailable"],
    [{ DATABASE_URL: wrongUser, ...secret }, "database_unavailable"],
    [{ DATABASE_URL: database.url.replace(/\/[^/]*$/, "/not_there"), ...secret }, "database_unavailable"],
    [{ DATABASE_URL: "mysql://x", ...secret }, "environment_invalid"],
    [{ DATABASE_URL: database.url }, "environment_invalid"],
  ] as const) {
    const { code: exit, out, error, err } = await latchkeyCommand(env)(list);
    expect({ exit, out, error: error() }).toEqual({ exit: 1, out: "", error: { error: code, message: expect.any(String) as unknown } });
    expect(err).not.toContain("pw-of-x");
  }
});

test("db migrate makes the schema once, and this month's partitions; other commands ask for it", async () => {
  const name = `migrated_${process.pid}`;
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name}`);
    const fresh = latchkeyCommand({ DATABASE_URL: Object.assign(new URL(database.url), { pathname: `/${name}` }).href, ...secret });
    expect((await fresh(["events", "list", "--partner", "x"])).error()).toMatchObject({ error: "schema_too_old" });
    const both = await Promise.all([fresh(["db", "migrate"]), fresh(["db", "migrate"])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const applied = both.map(({ json }) => (json() as { applied: string[] }).applied);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect((await fresh(["db", "migrate"])).json()).toEqual({ applied: [] });
    expect((await fresh(["events", "list", "--partner", "x"])).error()).toMatchObject({ error: "partner_unknown" });
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
});

test("without DATABASE_URL the embedded database is made, shared by commands at once, and stopped by the last", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-cli-"));
  try {
    const embedded = latchkeyCommand({ LATCHKEY_DATA: folder });
    const both = await Promise.all(
      ["a", "b"].map((name) => embedded(["partner", "create", "--name", name, "--email", `${name}@example.com`, "--password", hidden])),
    );
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    for (const { json, err } of both) {
      expect(Object.keys(json() as object)).toEqual(["partnerId", "accountId"]);
      expect(err).not.toContain(hidden);
    }
    expect((await embedded(["db", "migrate"])).json()).toEqual({ applied: [] });
    expect((await embedded(["events", "list", "--partner", "a"])).json()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
