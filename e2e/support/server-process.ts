import { type ChildProcess, spawn } from "node:child_process";
import { get } from "node:http";
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { serverFlags } from "@/bin/server-flags";
import { packageRoot } from "@/lib/env/package-root";
import { freePort } from "./free-port";
import { waitFor } from "./wait-for";

/** The two ways to run Latchkey: our front door, or Next's own server with the same rooms as route handlers. */
export type DoorKind = "front" | "next";

export type ServerOptions = {
  readonly door: DoorKind;
  readonly databaseUrl: string;
  /** further variables of the environment; an empty one counts as absent */
  readonly env?: Readonly<Record<string, string>>;
};

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly atMs: number };

/** A running server process of ours. */
export type ServerProcess = {
  readonly door: DoorKind;
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** where everything that it prints is kept */
  readonly logFile: string;
  readonly log: () => string;
  readonly hasExited: () => boolean;
  readonly exited: Promise<Exit>;
  /** sends a signal to this very process */
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGTERM, after 20 s SIGKILL; removes the log, unless KEEP_SERVER_LOGS is set */
  readonly stop: () => Promise<Exit>;
};

/** One secret for all processes of the tests: they stand for instances of one installation. */
export const TEST_SECRET = "0f2b7c9e4a6d8135f7e1c3b59d20a846b8d4f06e2c91a375";
const STOP_PATIENCE_MS = 20_000;

const entrances: Record<DoorKind, (port: number) => string[]> = {
  front: () => [...serverFlags, "dist/server.js"],
  next: (port) => ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
};

/** Starts a server process and waits until it is live; whether it is also ready, `awaitReady` tells. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-e2e-server-"));
  const child = spawn(process.execPath, entrances[options.door](port), {
    cwd: packageRoot(),
    env: environmentOf(options, port, folder),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const server = describe(options.door, child, port, folder);
  try {
    await waitFor("the server is live", 60_000, async () => {
      if (server.hasExited()) throw new Error(`The server ended instead of starting:\n${server.log()}`);
      return (await health(server, "live")) === 200;
    });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Waits until the server's readiness check answers 200. @returns milliseconds waited */
export async function awaitReady(server: ServerProcess, patienceMs = 15_000): Promise<number> {
  const { tookMs } = await waitFor(`${server.url} is ready`, patienceMs, async () => (await health(server, "ready")) === 200);
  return tookMs;
}

/** The status of a health check, or null when nobody answers within three seconds. */
export function health(server: Pick<ServerProcess, "url">, which: "live" | "ready"): Promise<number | null> {
  // Not fetch with AbortSignal.timeout: on Node 20 its timer can be collected together with the signal, and a first request that
  // nobody answers then waits for ever.
  return new Promise((resolve) => {
    const asking = get(`${server.url}/api/health/${which}`, { agent: false, timeout: 3_000 }, (response) => {
      response.resume();
      response.once("close", () => resolve(response.statusCode ?? null));
    });
    asking.once("timeout", () => asking.destroy());
    asking.once("error", () => resolve(null));
  });
}

function environmentOf({ databaseUrl, env }: ServerOptions, port: number, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    LATCHKEY_DATA: path.join(folder, "data"),
    LATCHKEY_URL: `http://127.0.0.1:${port}`,
    LATCHKEY_SECRET: TEST_SECRET,
    LATCHKEY_UNSAFE_DATABASE: "1",
    LATCHKEY_TRUSTED_PROXIES: "127.0.0.1",
    // As talkative as it gets: what must not be in a log is looked for in this one.
    LATCHKEY_LOG_LEVEL: "debug",
    ...env,
  };
}

function describe(door: DoorKind, child: ChildProcess, port: number, folder: string): ServerProcess {
  const logFile = path.join(folder, "log");
  const sink = createWriteStream(logFile);
  child.stdout?.pipe(sink, { end: false });
  child.stderr?.pipe(sink, { end: false });
  let exit: Exit | null = null;
  const exited = new Promise<Exit>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => resolve((exit = { code, signal, atMs: performance.now() }));
    child.once("exit", end);
    child.once("error", () => end(null, null));
  });
  const signal = (name: NodeJS.Signals) => {
    if (exit === null) child.kill(name);
  };
  return {
    door,
    port,
    exited,
    signal,
    logFile,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? -1,
    log: () => readFileSync(logFile, "utf8"),
    hasExited: () => exit !== null,
    stop: async () => {
      signal("SIGTERM");
      const late = setTimeout(() => signal("SIGKILL"), STOP_PATIENCE_MS);
      const end = await exited;
      clearTimeout(late);
      sink.end();
      if (process.env.KEEP_SERVER_LOGS === undefined) rmSync(folder, { recursive: true, force: true });
      return end;
    },
  };
}
