import { closePools } from "../db/pools";
import { setDatabaseUrl } from "../db/address";
import { prisma } from "../db/prisma";
import { type EmbeddedDatabase, joinEmbedded, makeDataDirectory, reviveEmbedded } from "../db/embedded";
import { migrate } from "../db/migrate";
import { environment, prepareForNextAuth } from "../env";
import { checkDatabase, watchDatabase } from "../health/check-database";
import { log } from "../log";
import { oncePerProcess } from "../registry";
import { setMasterSecret } from "../crypto/keys";
import { masterSecret } from "./master-secret";
import { doChoresNow, startChores } from "./chores";
import { startMailDelivery } from "./mail-delivery";
import { startStatisticsJob } from "./statistics-job";

/** What a process wants of the platform it starts on. */
export type StartOptions = {
  /** true: keep an eye on the database, bring the embedded one back, do the regular chores; false for one-off commands */
  readonly serve: boolean;
  /** told a sentence about each longer step */
  readonly onProgress?: (sentence: string) => void;
};

/** A started platform. */
export type Platform = {
  readonly databaseUrl: string;
  /** another process of ours was using the embedded database already */
  readonly joinedOthers: boolean;
  /** closes the connections and leaves the embedded database, which stops when nobody uses it any more */
  readonly stop: () => Promise<void>;
};

/**
 * Starts what every process needs before it can do anything: environment, database, schema of the embedded database,
 * secret. Once per process; the front door, Next's instrumentation and the command line all call it.
 * @throws EnvironmentMistake, or an Error with one sentence when the embedded database cannot be started
 */
export function startPlatform(options: StartOptions): Promise<Platform> {
  return oncePerProcess("platform", () => start(options));
}

async function start({ serve, onProgress = () => undefined }: StartOptions): Promise<Platform> {
  const env = environment();
  prepareForNextAuth(env.publicUrl);
  // Before anything is written into it: the database's own user must be able to reach it.
  if (env.databaseUrl === null) await makeDataDirectory(env.dataDirectory);
  setMasterSecret(masterSecret(env), env.previousSecret);
  const embedded = env.databaseUrl === null ? await startEmbedded(env.dataDirectory, onProgress) : null;
  const databaseUrl = embedded?.url ?? env.databaseUrl ?? "";
  setDatabaseUrl(databaseUrl);
  const stopServing = serve ? await startServing(embedded) : () => Promise.resolve();
  return {
    databaseUrl,
    joinedOthers: embedded !== null && !embedded.startedHere,
    stop: async () => {
      await stopServing();
      await closePools();
      await embedded?.leave();
    },
  };
}

async function startEmbedded(dataDirectory: string, onProgress: (sentence: string) => void): Promise<EmbeddedDatabase> {
  const embedded = await joinEmbedded({ dataDir: dataDirectory, onProgress });
  // Only the embedded database is migrated without being asked: yours may be shared with another version.
  const applied = await migrate(embedded.url).catch((error: unknown) => {
    // The readiness check tells the operator which migration is unknown or edited; the process stays up.
    log().error({ error }, "the embedded database could not be migrated");
    return [];
  });
  if (applied.length > 0) onProgress(`Brought the database's schema up to date (migrations applied: ${applied.length}).`);
  return embedded;
}

async function startServing(embedded: EmbeddedDatabase | null): Promise<() => Promise<void>> {
  let reviving = false;
  const revive = async () => {
    if (embedded === null || reviving) return;
    reviving = true;
    await reviveEmbedded(embedded).catch((error: unknown) => log().error({ error }, "the embedded database could not be brought back"));
    reviving = false;
  };
  await checkDatabase();
  // Prisma loads its engine on first use, while nobody else is served: better now than with the first form.
  await prisma()
    .$connect()
    .catch(() => undefined);
  const done = await doChoresNow();
  const stopWatching = watchDatabase(() => void revive());
  const stopChores = startChores(done);
  const stopMail = startMailDelivery();
  const stopStatistics = startStatisticsJob();
  return async () => {
    stopWatching();
    stopChores();
    await Promise.all([stopMail(), stopStatistics()]);
  };
}
