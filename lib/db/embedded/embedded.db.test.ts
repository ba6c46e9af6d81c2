import { once } from "node:events";
import { mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { cleanUp, dataFolder, endMember, makeZombie, rowsOf, startMember } from "./embedded-for-tests";
import { type EmbeddedDatabase, joinEmbedded, makeDataDirectory, reviveEmbedded } from "./index";
import { liveMembers, registerMember } from "./members";
import { findPostmaster } from "./postmaster";
import { serverUserOf } from "./server-user";

const patience = 30_000;
const durable = false;

afterAll(cleanUp, patience);

const clusterOf = (dataDir: string) => path.join(dataDir, "postgres");

async function killServer(dataDir: string): Promise<void> {
  const running = await findPostmaster(clusterOf(dataDir));
  if (!running) throw new Error("no server runs");
  process.kill(running.pid, "SIGKILL");
  while (await findPostmaster(clusterOf(dataDir))) await sleep(5);
}

test("two processes that start the database for the first time at once share one healthy cluster", { timeout: patience }, async () => {
  const dataDir = await dataFolder();
  const [a, b] = await Promise.all([startMember({ dataDir, durable }), startMember({ dataDir, durable })]);
  expect(a.url).toBe(b.url);
  expect([a.startedHere, b.startedHere].filter(Boolean)).toHaveLength(1);
  await rowsOf(a.url, "CREATE TABLE kept AS SELECT 7 AS value");
  expect(await rowsOf(b.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);

  // The server outlives whoever started it, and is joined, not started again.
  await endMember(a.startedHere ? a : b, "kill -9");
  const began = performance.now();
  const db = await joinEmbedded({ dataDir });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(db).toMatchObject({ url: a.url, startedHere: false, dataDir });
  expect(await liveMembers(dataDir)).toHaveLength(2); // the killed one was swept

  // Who leaves while others stay stops nothing; the last does.
  await endMember(a.startedHere ? b : a, "leave");
  expect(await rowsOf(db.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
  await Promise.all([db.leave(), db.leave()]);
  expect(await findPostmaster(clusterOf(dataDir))).toBeNull();
});

test(
  "a killed server comes back on the same port with every committed row, although its number now belongs to a zombie",
  { timeout: patience },
  async () => {
    const dataDir = await dataFolder();
    const db = await joinEmbedded({ dataDir, settings: { work_mem: "5MB" } });
    await rowsOf(db.url, "CREATE TABLE kept AS SELECT 7 AS value");
    await killServer(dataDir);
    const zombie = await makeZombie(await serverUserOf(clusterOf(dataDir)));
    const lockFile = path.join(clusterOf(dataDir), "postmaster.pid");
    await writeFile(lockFile, (await readFile(lockFile, "utf8")).replace(/^\d+/, String(zombie)));
    await Promise.all([reviveEmbedded(db), reviveEmbedded(db)]);
    const look = "SELECT value, current_setting('work_mem') AS mem, current_setting('fsync') AS fsync FROM kept";
    expect(await rowsOf(db.url, look)).toEqual([{ value: 7, mem: "5MB", fsync: "on" }]);

    // Whoever joins first after the kill starts it, as those who use it know it, whatever they wish themselves.
    await killServer(dataDir);
    const other = await startMember({ dataDir, port: 20_000, durable });
    expect(other).toMatchObject({ url: db.url, startedHere: true });
    await reviveEmbedded(db);
    expect(await rowsOf(db.url, look)).toEqual([{ value: 7, mem: "5MB", fsync: "on" }]);
    await endMember(other, "leave");
    await stayingConnected(db, dataDir);
  },
);

async function stayingConnected(db: EmbeddedDatabase, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: db.url });
  await client.connect();
  await db.leave();
  expect(await findPostmaster(clusterOf(dataDir)), "a server that somebody is connected to keeps running").not.toBeNull();
  await client.end();
  await expect(reviveEmbedded(db), "a process that has left cannot revive").rejects.toThrow(/has left it/);
  await (await joinEmbedded({ dataDir })).leave();
  expect(await findPostmaster(clusterOf(dataDir))).toBeNull();
}

test("a process that was killed while it held the lock does not keep others out", { timeout: patience }, async () => {
  const dataDir = await makeDataDirectory(await dataFolder());
  const lock = path.join(dataDir, "postgres.lock");
  await mkdir(lock);
  const secondsAgo = (performance.timeOrigin + performance.now()) / 1000 - 3.5; // the whole wait is 5 s
  await utimes(lock, secondsAgo, secondsAgo);
  const began = performance.now();
  const said: string[] = [];
  const waits: number[] = [];
  const onProgress = (sentence: string) => {
    said.push(sentence);
    waits.push(performance.now() - began);
  };
  const db = await joinEmbedded({ dataDir, durable, onProgress });
  // What the other one had waited for already counts; how long preparing and starting take is the machine's affair.
  expect(waits[1]).toBeLessThan(5_000);
  expect(said).toEqual([expect.stringMatching(/^Waiting/), expect.stringMatching(/^Preparing/), expect.stringMatching(/^Starting/)]);
  await db.leave();

  // The database keeps its port over restarts, unless another program has taken it or another one is asked for.
  const squatter = net.createServer().listen(db.port, "127.0.0.1");
  await once(squatter, "listening");
  const moved = await joinEmbedded({ dataDir, durable });
  expect(moved.port).not.toBe(db.port);
  await moved.leave();
  squatter.close();
});

test("a member's number that another program has by now does not count as a member", async () => {
  const dataDir = await dataFolder();
  const { file } = await registerMember(dataDir);
  expect(await liveMembers(dataDir)).toHaveLength(1);
  await writeFile(file, JSON.stringify({ pid: process.pid, identity: "an earlier start" }));
  expect(await liveMembers(dataDir)).toHaveLength(0);
});
