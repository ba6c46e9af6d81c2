import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { migrate } from "@/lib/db/migrate";
import { serverFlags } from "@/bin/server-flags";
import { packageRoot } from "@/lib/env/package-root";
import { freePort } from "./free-port";
import type { DoorKind } from "./server-process";

/** A database of its own, with the schema, that a test may break. */
export type OwnDatabase = { readonly url: string; readonly drop: () => Promise<void> };

/** Makes a database beside the one at `adminUrl`. */
export async function ownDatabase(adminUrl: string): Promise<OwnDatabase> {
  const name = `own_${randomBytes(6).toString("hex")}`;
  await administer(adminUrl, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href;
  await migrate(url);
  return { url, drop: () => administer(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export type Attempt = { readonly code: number | null; readonly printed: string; readonly tookMs: number };

const entrances: Record<DoorKind, (port: number) => string[]> = {
  front: () => [...serverFlags, "dist/server.js"],
  next: (port) => ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
};

/** Starts a server process that should not start, in this environment alone, and waits until it has ended. One that runs on is stopped: code null. */
export async function attemptToStart(door: DoorKind, env: Readonly<Record<string, string>>, patienceMs = 15_000): Promise<Attempt> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-e2e-start-"));
  const start = performance.now();
  const child = spawn(process.execPath, entrances[door](port), {
    cwd: packageRoot(),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NO_COLOR: "1",
      PORT: String(port),
      LATCHKEY_DATA: path.join(folder, "data"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (printed += text));
  const late = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(late);
  rmSync(folder, { recursive: true, force: true });
  return { code, printed, tookMs: performance.now() - start };
}
