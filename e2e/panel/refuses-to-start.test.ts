import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { expectSafe } from "../support/pages-checks";
import { attemptToStart, ownDatabase, type OwnDatabase } from "../support/pages-own-server";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import pg from "pg";

const sound = "9c41e07a5b3d2f68c1e7a90b4d5f3e2871bd60a4c9f2e835";
const nearby = "postgresql://latchkey:ktUo39-sWqLx@127.0.0.1:1/latchkey";

// What must not appear in what is printed stands last.
const mistakes: [what: string, env: Record<string, string>, sentence: RegExp, secret: string][] = [
  ["no secret", { DATABASE_URL: nearby }, /LATCHKEY_SECRET is missing/, "ktUo39-sWqLx"],
  ["an empty secret", { DATABASE_URL: nearby, LATCHKEY_SECRET: "" }, /LATCHKEY_SECRET is missing/, "ktUo39-sWqLx"],
  ["a short secret", { DATABASE_URL: nearby, LATCHKEY_SECRET: "k7Qz-short-wP3" }, /LATCHKEY_SECRET is too short/, "k7Qz-short-wP3"],
  [
    "the secret of an example",
    { DATABASE_URL: nearby, LATCHKEY_SECRET: "please-change-me-please-change-me-please" },
    /LATCHKEY_SECRET looks like an example/,
    "please-change-me-please",
  ],
  [
    "a secret that is one letter, many times",
    { DATABASE_URL: nearby, LATCHKEY_SECRET: "7".repeat(64) },
    /LATCHKEY_SECRET looks like an example/,
    "77777777",
  ],
  ["a short secret beside the embedded database", { LATCHKEY_SECRET: "k7Qz-short-wP3" }, /LATCHKEY_SECRET is too short/, "k7Qz-short-wP3"],
  ["next-auth's variable instead of ours", { DATABASE_URL: nearby, NEXTAUTH_SECRET: sound }, /LATCHKEY_SECRET is missing/, sound],
  [
    "the default password of a database on another machine",
    { DATABASE_URL: "postgresql://postgres:postgres@db.internal:5432/latchkey", LATCHKEY_SECRET: sound },
    /password in DATABASE_URL is a default one/,
    sound,
  ],
  [
    "a database URL that is none",
    { DATABASE_URL: "mysql://latchkey:ktUo39-sWqLx@127.0.0.1/x", LATCHKEY_SECRET: sound },
    /DATABASE_URL must look like/,
    "ktUo39-sWqLx",
  ],
];

describe("PN-40, the front door", () => {
  test.each(mistakes)(
    "PN-40: with %s the process ends with code 1, one sentence, and without the secret in it",
    async (_what, env, sentence, secret) => {
      const { code, printed } = await attemptToStart("front", env);
      expect(code, printed).toBe(1);
      const lines = printed.split("\n").filter((line) => line.trim() !== "");
      expect(lines, printed).toHaveLength(1);
      expect(printed).toMatch(sentence);
      expect(printed.includes(secret), "the secret").toBe(false);
    },
  );
});

describe("PN-40, Next's own server", () => {
  test.each(mistakes.slice(2, 3))("PN-40: with %s it does not serve either", async (_what, env, sentence, secret) => {
    const { code, printed } = await attemptToStart("next", env, 8_000);
    expect(code, printed.slice(0, 800)).toBe(1);
    expect(printed).toMatch(sentence);
    expect(printed.includes(secret), "the secret").toBe(false);
  });
});

describe("PN-40, a fresh installation", () => {
  let database: OwnDatabase;
  let server: ServerProcess;
  beforeAll(async () => {
    database = await ownDatabase(inject("databaseUrl"));
    server = await startServer({ door: "front", databaseUrl: database.url });
    await awaitReady(server);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  test("PN-40: nobody has an account in it, and no well-known name and password lets anybody in", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT (SELECT count(*)::int FROM panel_accounts) AS accounts, (SELECT count(*)::int FROM end_users) AS users, (SELECT count(*)::int FROM bearer_tokens) AS tokens, (SELECT count(*)::int FROM panel_sessions) AS sessions",
    );
    await client.end();
    expect(rows).toEqual([{ accounts: 0, users: 0, tokens: 0, sessions: 0 }]);
    for (const [email, password] of [
      ["admin", "admin"],
      ["admin@example.com", "admin"],
      ["admin@latchkey.local", "password"],
      ["operator@example.com", "operator"],
      ["root@localhost", ""],
      ["", ""],
    ] as const) {
      const panel = new Browser(server.url);
      expectSafe(await panel.submit(await panel.open("/panel/sign-in"), "Sign in", { email, password }));
      expect([...panel.cookies.values()].join()).not.toContain("eyJ");
      const portal = new Browser(server.url);
      expectSafe(await portal.submit(await portal.get("/sign-in"), "Sign in", { email, password }));
      expect(portal.cookies.size).toBe(0);
    }
  });
});
