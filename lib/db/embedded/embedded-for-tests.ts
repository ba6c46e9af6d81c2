// What the tests of this folder share: folders, processes, and the end of both.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { packageRoot } from "../../env/package-root";
import type { JoinOptions } from "./index";
import { outsidePlace } from "./outside-place";
import { stopPostmaster } from "./postmaster";
import { findProcess } from "./running-process";
import type { ServerUser } from "./server-user";

const folders: string[] = [];
const children: ChildProcess[] = [];

/** An empty temporary folder. */
export async function dataFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "latchkey-embedded-")));
  folders.push(folder);
  return folder;
}

/** A folder below one that nobody but we may enter, like one below /root. */
export async function privateFolder(): Promise<string> {
  const folder = path.join(await dataFolder(), "data");
  await mkdir(folder);
  folders.unshift(folder); // cleaned up before the one above
  return folder;
}

/** Ends what the tests began: members, servers, folders. */
export async function cleanUp(): Promise<void> {
  for (const child of children) child.kill("SIGKILL");
  for (const folder of folders) {
    const outside = outsidePlace(folder);
    for (const cluster of [path.join(folder, "postgres"), path.join(outside, "postgres")]) {
      if (existsSync(cluster)) await stopPostmaster(cluster);
    }
    for (const one of [folder, outside]) await rm(one, { recursive: true, force: true });
  }
}

export type MemberProcess = { readonly url: string; readonly port: number; readonly startedHere: boolean; readonly child: ChildProcess };

/** Starts a process that joins. @param user whom it runs as, default ourselves */
export async function startMember(options: JoinOptions, user: { uid?: number; gid?: number } = {}): Promise<MemberProcess> {
  const script = path.join(import.meta.dirname, "member-for-tests.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(options)], {
    ...user,
    cwd: packageRoot(),
    stdio: ["pipe", "pipe", "pipe"],
  });
  children.push(child);
  let complaint = "";
  child.stderr.on("data", (data: Buffer) => (complaint += data.toString()));
  const line = await Promise.race([
    once(child.stdout, "data").then(([data]) => String(data)),
    once(child, "exit").then(() => Promise.reject(new Error(`the member ended: ${complaint}`))),
  ]);
  return { ...(JSON.parse(line) as Omit<MemberProcess, "child">), child };
}

/** Lets the member leave, or kills it. */
export async function endMember({ child }: MemberProcess, how: "leave" | "kill -9"): Promise<void> {
  const exit = once(child, "exit");
  if (how === "leave") child.stdin?.end();
  else child.kill("SIGKILL");
  await exit;
}

/** @param user whose it is @returns the number of a process that has ended, but still answers signals until the clean-up */
export async function makeZombie(user: ServerUser = null): Promise<number> {
  // The shell becomes another program before its child ends, and that program never asks after it.
  const parent = spawn("/bin/sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"], { ...user, stdio: ["ignore", "pipe", "ignore"] });
  children.push(parent);
  const pid = Number(String((await once(parent.stdout, "data"))[0]));
  while (await findProcess(pid)) await sleep(10);
  process.kill(pid, 0);
  return pid;
}

/** The rows of one statement, over a connection of its own. */
export async function rowsOf(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return rows;
}
