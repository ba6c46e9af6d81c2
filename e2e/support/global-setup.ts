import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "@/bin/build/build";
import { type EmbeddedDatabase, joinEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { awaitReady, type DoorKind, type ServerProcess, startServer } from "./server-process";
import type { TestServer } from "./test-servers";

/** One throw-away PostgreSQL and three server processes on it, for the whole run of the project "http". */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build((sentence) => process.stdout.write(`${sentence}\n`));
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-e2e-"));
  const database = await joinEmbedded({ dataDir: folder, durable: false });
  const servers: ServerProcess[] = [];
  const teardown = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await leave(database, folder);
  };
  try {
    await migrate(database.url);
    const kinds: DoorKind[] = ["front", "front", "next"];
    servers.push(...(await Promise.all(kinds.map((door) => startServer({ door, databaseUrl: database.url })))));
    await Promise.all(servers.map((server) => awaitReady(server)));
  } catch (error) {
    await teardown();
    throw error;
  }
  // Plain values alone reach the tests, which run in other processes.
  const [front, secondFront, next] = servers.map(({ door, url, logFile }): TestServer => ({ door, url, logFile }));
  if (!front || !secondFront || !next) throw new Error("a test server is missing");
  project.provide("databaseUrl", database.url);
  project.provide("testServers", { front, secondFront, next });
  return teardown;
}

async function leave(database: EmbeddedDatabase, folder: string): Promise<void> {
  await database.leave();
  rmSync(folder, { recursive: true, force: true });
}
