import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess } from "./running-process";

/** The server process of a cluster, as its lock file tells. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly state: "starting" | "ready" | "stopping" };

const STOP_PATIENCE_MS = 60_000;
const POLL_MS = 15;

/** The living server of `cluster`, or null. A lock file that outlived its server counts for nothing. */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const lines = await readLockFile(cluster);
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !(await servesCluster(pid, cluster))) return null;
  const state = lines[7]?.trim();
  return { pid, port: Number(lines[3] ?? 0), state: state === "ready" || state === "stopping" ? state : "starting" };
}

/**
 * Removes the lock file of a dead server where PostgreSQL itself would not dare: when its process number still answers,
 * be it as a zombie or as another program by now. Servers that do live are still told apart by PostgreSQL, which looks
 * for processes attached to the cluster's shared memory.
 */
export async function clearStaleLock(cluster: string): Promise<void> {
  const pid = Number((await readLockFile(cluster))[0]);
  if (Number.isSafeInteger(pid) && pid > 0 && answers(pid) && !(await servesCluster(pid, cluster))) {
    await rm(lockFile(cluster), { force: true });
  }
}

/**
 * Stops the server of `cluster`, ending its sessions, and waits until it is gone. No error when none runs.
 * @throws Error when it has not ended after a minute
 */
export async function stopPostmaster(cluster: string): Promise<void> {
  const running = await findPostmaster(cluster);
  if (!running) return;
  const deadline = performance.now() + STOP_PATIENCE_MS;
  for (let asked = false; performance.now() < deadline; asked = true) {
    if (!(await servesCluster(running.pid, cluster))) return;
    if (!asked) process.kill(running.pid, "SIGINT"); // PostgreSQL's "fast" shutdown
    await sleep(POLL_MS);
  }
  throw new Error(`The database server (process ${running.pid}) has not stopped within a minute: see server.log in ${cluster}.`);
}

const lockFile = (cluster: string) => path.join(cluster, "postmaster.pid");

async function readLockFile(cluster: string): Promise<string[]> {
  const text = await readFile(lockFile(cluster), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n");
}

async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  const running = await findProcess(pid);
  return running?.commandLine.includes(` -D ${cluster} `) ?? false;
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
