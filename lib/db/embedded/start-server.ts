import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { type FileHandle, lstat, open, rename } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, insteadOfEmbedded } from "./binaries";
import type { ClusterPlace } from "./cluster-place";
import { serverEnvironment } from "./create-cluster";
import { freePort, type Launch } from "./launch";
import { findPostmaster } from "./postmaster";

/** A recovery after a crash replays what was written since the last checkpoint, at most some minutes' work. */
const READY_PATIENCE_MS = 120_000;
/** A killed server's sessions notice it when they next wait for something, such as at the end of a long computation. */
const LEFTOVERS_PATIENCE_MS = 20_000;
/** A port may be in use for a moment more. */
const PORT_PATIENCE_MS = 2_000;
const POLL_MS = 15;
const LOG_LIMIT_BYTES = 10_000_000;

/**
 * Starts the server of an existing cluster and waits until it accepts connections. It outlives this process.
 * @param mayMove whether another port will do when the wanted one is taken
 * @returns the port
 * @throws Error when PostgreSQL refuses, or is not ready within two minutes
 */
export async function startServer(place: ClusterPlace, binaries: Binaries, launch: Launch, mayMove: boolean): Promise<number> {
  const began = performance.now();
  for (let port = launch.port; ;) {
    const complaint = await attempt(place, binaries, { ...launch, port });
    if (complaint === null) return port;
    const portTaken = complaint.includes("could not bind");
    const leftovers = complaint.includes("shared memory block") || complaint.includes('"postmaster.pid" already exists');
    const patienceMs = portTaken ? PORT_PATIENCE_MS : leftovers ? LEFTOVERS_PATIENCE_MS : 0;
    if (performance.now() > began + patienceMs) throw new Error(explain(complaint, port, portTaken, place));
    if (portTaken && mayMove) port = await freePort();
    else await sleep(250);
    const running = await findPostmaster(place.cluster);
    if (running?.state === "ready") return running.port; // a second holder of the file lock was quicker
  }
}

/** @returns null when the server is ready, else what it said */
async function attempt(place: ClusterPlace, binaries: Binaries, launch: Launch): Promise<string | null> {
  const log = await openLog(place);
  const { size } = await log.stat();
  const last: { words?: string } = {};
  try {
    // Detached: Ctrl-C in the terminal is for Latchkey, which then stops the server in good order.
    const child = spawn(binaries.postgres, argumentsOf(place, launch), {
      ...place.user,
      cwd: "/",
      env: serverEnvironment,
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    });
    child.once("error", (error) => (last.words = error.message));
    child.once("exit", () => (last.words ??= ""));
    child.unref();
    const deadline = performance.now() + READY_PATIENCE_MS;
    while (last.words === undefined) {
      const running = await findPostmaster(place.cluster);
      if (running?.pid === child.pid && running?.state === "ready") return null;
      if (performance.now() > deadline) throw new Error(`The database has not become ready within two minutes: see ${logOf(place)}.`);
      await sleep(POLL_MS);
    }
    return `${last.words}\n${await readFrom(log, size)}`;
  } finally {
    await log.close();
  }
}

function argumentsOf({ cluster }: ClusterPlace, { port, durable, settings }: Launch): string[] {
  const all = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "120",
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_error_verbosity: "terse", // the details of an error repeat the values of a row
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...settings,
  };
  // `-D <cluster> ` is what findPostmaster knows the process by.
  return ["-D", cluster, "-p", String(port), ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

const logOf = ({ cluster }: ClusterPlace) => path.join(cluster, "server.log");

async function openLog(place: ClusterPlace): Promise<FileHandle> {
  const file = logOf(place);
  const { size } = await lstat(file).catch(() => ({ size: 0 }));
  if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
  // The folder is PostgreSQL's user's, and we may be root: never write through a link that was put there.
  const log = await open(file, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  if (place.user) await log.chown(place.user.uid, place.user.gid);
  return log;
}

async function readFrom(log: FileHandle, position: number): Promise<string> {
  const { bytesRead, buffer } = await log.read({ buffer: Buffer.alloc(20_000), position });
  return buffer.toString("utf8", 0, bytesRead);
}

function explain(complaint: string, port: number, portTaken: boolean, place: ClusterPlace): string {
  if (portTaken)
    return `The database cannot listen on port ${port} of 127.0.0.1, for another program does: end that program, or choose another port.`;
  const fatal = complaint.split("\n").find((line) => /FATAL|PANIC|error while loading/.test(line)) ?? complaint.trim().split("\n")[0] ?? "";
  const reason = fatal.replace(/^.*?(FATAL|PANIC):\s*/, "") || "no reason given";
  return `The database did not start (${reason}): see ${logOf(place)}, or ${insteadOfEmbedded}.`;
}
