// The embedded database: a real PostgreSQL server out of npm packages, for trial, development and tests. Its server
// process is shared by whoever uses the same data folder, which holds: `postgres` (the cluster with server.log, or a link
// to it), `postgres.password`, `postgres.launch.json` (how to start it again), `postgres.members`, `postgres.lock`.
import { setTimeout as sleep } from "node:timers/promises";
import { type Binaries, findBinaries } from "./binaries";
import { type ClusterPlace, liesOutside, linkCluster, makeDataDirectory, placeCluster } from "./cluster-place";
import { clusterExists, createCluster, readPassword } from "./create-cluster";
import { withFileLock } from "./file-lock";
import { freePort, keepLaunch, lastLaunch, type Launch } from "./launch";
import { liveMembers, type Member, registerMember, unregisterMember } from "./members";
import { clearStaleLock, findPostmaster, stopPostmaster } from "./postmaster";
import { startServer } from "./start-server";
import { awaitReady, ensureDatabase, othersConnected } from "./superuser";

export { makeDataDirectory } from "./cluster-place";

export type JoinOptions = {
  /** the folder LATCHKEY_DATA */
  readonly dataDir: string;
  /** made unless it is there; default "latchkey" */
  readonly database?: string;
  /** default: the port of last time if it is free, else any. Has no effect while the server runs. */
  readonly port?: number;
  /** default true; false loses data in a crash and is for throw-away databases. Has no effect while the server runs. */
  readonly durable?: boolean;
  /** further settings of PostgreSQL, by name, which win over ours. Have no effect while the server runs. */
  readonly settings?: Readonly<Record<string, string>>;
  /** told, in a sentence, what takes time */
  readonly onProgress?: (sentence: string) => void;
};

export type EmbeddedDatabase = {
  /** `postgresql://` URL with password */
  readonly url: string;
  /** on 127.0.0.1 */
  readonly port: number;
  /** real absolute path of the data folder */
  readonly dataDir: string;
  /** whether this call started the server, rather than found it running */
  readonly startedHere: boolean;
  /** Ends the use; the last who leaves stops the server, unless somebody is still connected. Close pools before. */
  leave(): Promise<void>;
};

type Run = { readonly place: ClusterPlace; readonly binaries: Binaries; readonly say: (sentence: string) => void };

const READY_PATIENCE_MS = 120_000;

/**
 * Uses the embedded database of a data folder: makes it when it is not there, starts it when it does not run, joins it
 * when it does. Any number of processes may do so at the same time.
 * @throws Error with one sentence that says what to do, when that is impossible
 */
export async function joinEmbedded(options: JoinOptions): Promise<EmbeddedDatabase> {
  const say = options.onProgress ?? (() => undefined);
  return inSentences(options.dataDir, async () => {
    const dataDir = await makeDataDirectory(options.dataDir);
    const onWait = () => {
      say("Waiting for another process that is starting the database…");
    };
    return withFileLock(dataDir, onWait, () => join(dataDir, options, say));
  });
}

/**
 * Brings the server back that died under its members, on the same port and with the same settings, and waits until it
 * answers. Does nothing when it runs.
 * @param db as joined by this process
 * @throws Error when this process has left it meanwhile, or it cannot be started there
 */
export async function reviveEmbedded(db: EmbeddedDatabase): Promise<void> {
  await inSentences(db.dataDir, () =>
    withFileLock(
      db.dataDir,
      () => undefined,
      async () => {
        // Else a watch that fires during shutdown would leave behind a server that nobody stops.
        const members = await liveMembers(db.dataDir);
        if (!members.some((member) => member.pid === process.pid))
          throw new Error("The embedded database is not started again, for this process has left it.");
        const place = await placeCluster(db.dataDir);
        const run = { place, binaries: await findBinaries(place.user), say: () => undefined };
        const last = await lastLaunch(db.dataDir);
        const { port } = await ensureRunning(run, { durable: true, settings: {}, ...last, port: db.port }, false);
        if (port !== db.port)
          throw new Error(`The embedded database now listens on port ${port} instead of ${db.port}: start this process again.`);
        await awaitReady(db.url);
      },
    ),
  );
}

async function join(dataDir: string, options: JoinOptions, say: Run["say"]): Promise<EmbeddedDatabase> {
  const place = await placeCluster(dataDir);
  const run = { place, binaries: await findBinaries(place.user), say };
  if (!clusterExists(place)) await create(run, options.durable ?? true);
  await linkCluster(place);
  const password = await readPassword(place);
  const urlOf = (port: number, name: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(name)}`;
  const others = await liveMembers(dataDir);
  const member = await registerMember(dataDir);
  let startedHere = false;
  try {
    const { launch, mayMove } = await chooseLaunch(dataDir, options, others.length > 0);
    const server = await ensureRunning(run, launch, mayMove);
    const { port } = server;
    startedHere = server.startedHere;
    const database = options.database ?? "latchkey";
    await ensureDatabase(urlOf(port, "postgres"), database);
    let leaving: Promise<void> | undefined;
    const leave = () =>
      (leaving ??= inSentences(dataDir, () =>
        withFileLock(
          dataDir,
          () => undefined,
          () => depart(place, member, urlOf(port, "postgres")),
        ),
      ));
    return { url: urlOf(port, database), port, dataDir, startedHere, leave };
  } catch (error) {
    await unregisterMember(member);
    if (startedHere && others.length === 0) await stopPostmaster(place.cluster);
    throw error;
  }
}

async function create({ place, binaries, say }: Run, durable: boolean): Promise<void> {
  say("Preparing the database, for the first time…");
  if (liesOutside(place)) {
    say(
      `The database is kept in ${place.cluster}, for PostgreSQL's user cannot reach ${place.dataDir}; some systems clean that folder up after a month, so set LATCHKEY_DATA to a folder that every user can reach if you mean to keep it.`,
    );
  }
  await createCluster(place, binaries, durable);
}

/** While others use the database it comes back as they know it; else the caller's wishes count. */
async function chooseLaunch(dataDir: string, options: JoinOptions, inUse: boolean): Promise<{ launch: Launch; mayMove: boolean }> {
  const last = await lastLaunch(dataDir);
  if (inUse && last) return { launch: last, mayMove: false };
  const port = options.port ?? (await freePort(last?.port));
  return { launch: { port, durable: options.durable ?? true, settings: options.settings ?? {} }, mayMove: options.port === undefined };
}

async function ensureRunning(
  { place, binaries, say }: Run,
  launch: Launch,
  mayMove: boolean,
): Promise<{ port: number; startedHere: boolean }> {
  const deadline = performance.now() + READY_PATIENCE_MS;
  for (let running = await findPostmaster(place.cluster); running; running = await findPostmaster(place.cluster)) {
    if (running.state === "ready") return { port: running.port, startedHere: false };
    if (performance.now() > deadline)
      throw new Error(
        `The database server (process ${running.pid}) has been ${running.state} for two minutes: see server.log in ${place.cluster}.`,
      );
    await sleep(25); // on its way up, or down
  }
  say("Starting the database…");
  await clearStaleLock(place.cluster);
  const port = await startServer(place, binaries, launch, mayMove);
  await keepLaunch(place.dataDir, { ...launch, port });
  return { port, startedHere: true };
}

async function depart(place: ClusterPlace, member: Member, url: string): Promise<void> {
  await unregisterMember(member);
  const others = await liveMembers(place.dataDir);
  if (others.length > 0 || !(await findPostmaster(place.cluster))) return;
  if (!(await othersConnected(url))) await stopPostmaster(place.cluster);
}

/** Turns what the file system says ("EACCES: permission denied, mkdir …") into a sentence with a remedy. */
async function inSentences<Value>(dataDir: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && "path" in error)) throw error;
    throw new Error(
      `The embedded database cannot use ${dataDir} (${error.message}): set LATCHKEY_DATA to a folder that you may write to, or set DATABASE_URL.`,
      { cause: error },
    );
  }
}
