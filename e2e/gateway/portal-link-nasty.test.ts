import { readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { Answer } from "../support/gateway";
import {
  base64,
  claimOf,
  linkOf,
  newPortalKey,
  newPortalSession,
  type PortalKey,
  PortalVisitor,
  RETIRED,
  sessionsOf,
} from "../support/portal-link";
import { allServers, doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
let K: PortalKey;
let session: string;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  K = await newPortalKey(world, world.partners.A, world.users.u1);
  session = await newPortalSession(world, world.users.u1);
});
afterAll(() => world.close());

// A generator of our own, so that every run tries the same: mulberry32.
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  1.5,
  "",
  "0",
  "\u0000",
  "１",
  [],
  {},
  [[]],
  "x".repeat(900),
  2 ** 53,
  "1e999",
];

/** One `sig` that is not right, as it stands in a query. */
function nastySig(random: () => number, key: PortalKey): string {
  const below = (count: number) => Math.floor(random() * count);
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => below(256)));
  const mark = bytes(9).toString("hex");
  const valid = claimOf(key, mark);
  const wrong = (member: string) => base64({ ...valid, [member]: values[below(values.length)] });
  const kinds: (() => string)[] = [
    () => encodeURIComponent(bytes(below(300)).toString("latin1")),
    () => bytes(below(300)).toString("base64url"),
    () => encodeURIComponent(base64(valid).slice(1 + below(40))),
    () => encodeURIComponent(wrong("key")),
    () => encodeURIComponent(wrong("username")),
    () => encodeURIComponent(base64({ ...valid, key: undefined })),
    () => encodeURIComponent(base64((["[", '{"a":', '"'][below(3)] ?? "").repeat(below(2_000)) + mark)),
    () => encodeURIComponent(base64(`[${"1,".repeat(below(3_000))}"${mark}"]`)),
    () =>
      encodeURIComponent(
        base64(`{"__proto__":{"key":"${key.key}","username":"${key.username}"},"constructor":{"prototype":{"${mark}":1}}}`),
      ),
    () => encodeURIComponent(Buffer.from(JSON.stringify(valid), "utf16le").toString("base64")),
    () => encodeURIComponent(base64(`\ufeff${JSON.stringify(valid)}`)),
    () => encodeURIComponent(base64(`{"username":"eve",${JSON.stringify(valid).slice(1)}`)),
    () => encodeURIComponent(base64({ ...valid, timestamp: 1_000_000_000 + below(1000) })),
    () => `${encodeURIComponent(base64(valid))}&sig=x`,
    () => `${"%".repeat(below(20))}%zz%e0%a4%a${mark}`,
    () => `${"=".repeat(below(10))}${"A".repeat(below(12_000))}${mark}`,
  ];
  return (kinds[below(kinds.length)] as () => string)();
}

describe.each(doors())("whatever sig says, %s", (_name, { url, door }) => {
  const visitor = new PortalVisitor(url);

  test("P5-05 a thousand random sigs, with and without a session, are the retired link's 303, never an error of ours, and open no session", async () => {
    const random = randomOf(20_261_124);
    const before = await sessionsOf(world, [world.users.u1]);
    const sigs = Array.from({ length: 1_000 }, () => nastySig(random, K));
    expect(new Set(sigs).size).toBeGreaterThan(900);
    // All who come by Next's door are one address to the limiter, and other files look at their events: there, one of thirteen.
    const tried = door === "next" ? sigs.filter((_sig, place) => place % 13 === 0) : sigs;
    for (let at = 0; at < tried.length; at += 8) {
      await Promise.all(
        tried.slice(at, at + 8).flatMap((sig) =>
          [{}, { session }].map(async (more) => {
            const answer = await visitor.open(`/portal?auth=1&key=${K.key}&sig=${sig}`, more);
            expect([answer.status, answer.header("location"), answer.body], sig.slice(0, 300)).toEqual([303, RETIRED, ""]);
          }),
        ),
      );
    }
    expect(await sessionsOf(world, [world.users.u1])).toBe(before);
  });

  test("P5-05 a sig of a megabyte is refused before it is read", async () => {
    for (const more of [{}, { session }]) {
      const answer = await visitor.open(`/portal?auth=1&key=${K.key}&sig=${"A".repeat(1_000_000)}`, more);
      expect([414, 431]).toContain(answer.status);
      expect(answer.header("location")).toBeUndefined();
    }
  });

  test("P5-09 a password in a link is in no answer, no log and no table", async () => {
    const canary = `canary${randomBytes(12).toString("hex")}`;
    const sig = base64(claimOf(K, canary));
    const links = [linkOf(K.key, sig), linkOf("nobody", sig), linkOf(K.key, canary), `/portal?auth=1&password=${canary}&key=${K.key}`];
    const spelled = [
      ...links,
      ...links.map((link) => link.replace("/portal", "/portal/")),
      ...links.map((link) => link.replace("auth=1", "auth=0")),
    ];
    const odd = [
      `/portal?auth=1&key=${canary}`,
      `/portal?${canary}`,
      `/portal?auth=1&sig=%zz${canary}`,
      `${links[0] ?? ""}&x=${"A".repeat(20_000)}`,
    ];
    const answers: Answer[] = [];
    for (const target of [...spelled, ...odd]) {
      for (const more of [
        {},
        { session },
        { method: "HEAD" },
        { method: "POST", body: `password=${canary}` },
        { headers: [["Sec-Fetch-Dest", "iframe"]] as [string, string][] },
        {
          headers: [
            ["Purpose", "prefetch"],
            ["Referer", `${url}${target.slice(0, 2_000)}`],
          ] as [string, string][],
        },
      ])
        answers.push(await visitor.open(target, more));
    }
    if (door === "front") for (const target of [`//portal?${canary}`, `/PORTAL?${canary}`]) answers.push(await visitor.open(target));
    const needles = [canary, sig.slice(20, 80), encodeURIComponent(sig).slice(20, 80)];
    for (const answer of answers) expectNothing(needles, JSON.stringify([...answer.headers]) + answer.body, "an answer");
    for (const { logFile } of allServers()) expectNothing(needles, readFileSync(logFile, "utf8"), "a log");
    expect(await tablesWith(needles)).toEqual([]);
  });
});

test("P5-09 the searches find a canary where there is one: in a text, in JSON, in bytes, in a log", async () => {
  const canary = `canary${randomBytes(12).toString("hex")}`;
  const table = `canary_${randomBytes(6).toString("hex")}`;
  await world.db.query(`CREATE TABLE ${table} (a text, b jsonb, c bytea)`);
  try {
    for (const [column, value] of [
      ["a", canary],
      ["b", JSON.stringify({ deep: [canary] })],
      ["c", Buffer.from(`x${canary}y`)],
    ] as const) {
      await world.db.query(`INSERT INTO ${table} (${column}) VALUES ($1)`, [value]);
      expect(await tablesWith([canary]), column).toEqual([table]);
      await world.db.query(`TRUNCATE ${table}`);
    }
  } finally {
    await world.db.query(`DROP TABLE ${table}`);
  }
  const logFile = path.join(os.tmpdir(), `${table}.log`);
  writeFileSync(logFile, JSON.stringify({ level: "info", path: `/portal?sig=${canary}` }));
  expect(() => expectNothing([canary], readFileSync(logFile, "utf8"), "a log")).toThrow("a log");
});

function expectNothing(needles: readonly string[], text: string, where: string): void {
  // Not `toContain`: its message would print everything.
  for (const needle of needles) if (text.includes(needle)) throw new Error(`${where} has the password of a link in it`);
}

// Every column of every table: a row as JSON has texts and JSON as they are, and bytes in hexadecimal.
async function tablesWith(needles: readonly string[]): Promise<string[]> {
  const { rows } = await world.db.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const forms = needles.flatMap((needle) => [needle, Buffer.from(needle).toString("hex")]);
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await world.db.query(
      `SELECT FROM "${name}" AS r WHERE EXISTS (SELECT FROM unnest($1::text[]) AS needle WHERE strpos(to_jsonb(r)::text, needle) > 0) LIMIT 1`,
      [forms],
    );
    if (hit.rowCount !== 0) found.push(name);
  }
  return found;
}
