import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Binaries, insteadOfEmbedded } from "./binaries";
import type { ClusterPlace } from "./cluster-place";
import { findProcess } from "./running-process";
import type { ServerUser } from "./server-user";

const execute = promisify(execFile);

/** The environment of PostgreSQL's programs: nothing of ours, and messages in one language. Only Next's types ask for NODE_ENV. */
export const serverEnvironment: NodeJS.ProcessEnv = { TZ: "UTC", LC_ALL: "C", NODE_ENV: "production" };

/** Whether the cluster has been made. */
export function clusterExists(place: ClusterPlace): boolean {
  return existsSync(path.join(place.cluster, "PG_VERSION"));
}

/**
 * The password of an existing cluster.
 * @throws Error when it is lost, or is not ours to read
 */
export async function readPassword(place: ClusterPlace): Promise<string> {
  try {
    return (await readFile(passwordFile(place.dataDir), "utf8")).trim();
  } catch (error) {
    throw new Error(
      `The password of the database in ${place.cluster} cannot be read from ${passwordFile(place.dataDir)}: restore that file, or delete ${place.cluster} to begin with an empty database.`,
      { cause: error },
    );
  }
}

/**
 * Makes the cluster and its password. Built aside and moved into place whole, so that a start that is killed half-way
 * leaves nothing that looks like a database.
 * @param durable false skips the flush to disk, for databases that need not survive
 */
export async function createCluster(place: ClusterPlace, binaries: Binaries, durable: boolean): Promise<void> {
  const home = path.dirname(place.cluster);
  await sweepUnfinished(home);
  const password = await makePassword(place.dataDir);
  const aside = path.join(home, `postgres.unfinished-${process.pid}`);
  try {
    const passwordCopy = await asideFor(aside, password, place.user);
    await initialize(binaries, path.join(aside, "data"), passwordCopy, place.user, durable);
    await rename(path.join(aside, "data"), place.cluster).catch((error: unknown) => {
      if (!clusterExists(place)) throw error; // else another start was quicker, with the same password
    });
    if (durable) await flushFolder(home);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

const passwordFile = (dataDir: string) => path.join(dataDir, "postgres.password");

async function makePassword(dataDir: string): Promise<string> {
  const file = passwordFile(dataDir);
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  await writeFile(draft, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  try {
    // Appears whole or not at all, and never replaces one that a cluster may already have.
    await link(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, "utf8")).trim();
}

/** A folder for initdb alone, with the password in a file: on a command line every user could read it. */
async function asideFor(aside: string, password: string, user: ServerUser): Promise<string> {
  await mkdir(aside, { mode: 0o700 });
  const file = path.join(aside, "password");
  await writeFile(file, password, { mode: 0o600 });
  if (user) for (const one of [file, aside]) await chown(one, user.uid, user.gid);
  return file;
}

async function initialize(binaries: Binaries, directory: string, passwordCopy: string, user: ServerUser, durable: boolean): Promise<void> {
  // The builtin locale sorts the same on every system, so indexes stay right when the data moves.
  const options = [
    "-U",
    "postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordCopy}`,
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--no-instructions",
  ];
  try {
    await execute(binaries.initdb, ["-D", directory, ...options, ...(durable ? [] : ["--no-sync"])], {
      ...user,
      cwd: "/",
      env: serverEnvironment,
    });
  } catch (error) {
    throw new Error(`The database could not be made (${reasonOf(error)}): mend that, or ${insteadOfEmbedded}.`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && "stderr" in error && typeof error.stderr === "string") {
    const lines = error.stderr.split("\n").filter((line) => /error|fatal|could not/i.test(line));
    if (lines[0] !== undefined) return lines[0].trim();
  }
  return error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown reason";
}

async function flushFolder(directory: string): Promise<void> {
  const handle = await open(directory, "r");
  await handle.sync().finally(() => handle.close());
}

async function sweepUnfinished(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const [, pid] = /^postgres\.unfinished-(\d+)$/.exec(name) ?? [];
    if (pid !== undefined && (Number(pid) === process.pid || !(await findProcess(Number(pid))))) {
      await rm(path.join(home, name), { recursive: true, force: true });
    }
  }
}
