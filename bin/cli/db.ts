import { now } from "@/lib/clock";
import * as address from "@/lib/db/address";
import { environment } from "@/lib/env";
import { isDatabaseGone } from "@/lib/db/failure";
import type { Answer } from "./answer";
import type { CommandLine } from "./command-line";
import { Refusal } from "./refusal";

/** `db migrate` and `db reseal`. */
export function addDbCommands({ noun, does, doesAlone, terminal }: CommandLine): void {
  const db = noun("db", "the database");
  const command = db.command("migrate").description("bring the schema of the database up to date");
  doesAlone(command, () => migrateNamed((sentence) => terminal.writeError(`${sentence}\n`)));
  does(db.command("reseal").description("seal every secret under LATCHKEY_SECRET that was sealed under LATCHKEY_SECRET_PREVIOUS"), reseal);
}

/** Each of those who keep sealed secrets for long has a function that seals them anew. */
async function reseal(): Promise<Answer> {
  const [{ resealMails }, { resealIssuerKeys }, { resealClientSecrets }, { resealPairingKeys }] = await Promise.all([
    import("@/lib/mail/reseal-mails"),
    import("@/lib/protocols/external-token"),
    import("@/lib/protocols/signed-login"),
    import("@/lib/protocols/paired-launch"),
  ]);
  const done = [await resealMails(), await resealIssuerKeys(), await resealClientSecrets(), await resealPairingKeys()];
  const sum = (of: "resealed" | "lost") => done.reduce((total, one) => total + one[of], 0);
  return { resealed: sum("resealed"), lost: sum("lost") };
}

/** Migrates the database of `DATABASE_URL`, or the embedded one: without the platform, which needs the schema it makes. */
async function migrateNamed(say: (sentence: string) => void): Promise<Answer> {
  const { databaseUrl, dataDirectory } = environment();
  if (databaseUrl !== null) return migrateUrl(databaseUrl, say);
  const { joinEmbedded } = await import("@/lib/db/embedded");
  const embedded = await joinEmbedded({ dataDir: dataDirectory, onProgress: say });
  try {
    return await migrateUrl(embedded.url, say);
  } finally {
    await embedded.leave();
  }
}

async function migrateUrl(url: string, say: (sentence: string) => void): Promise<Answer> {
  const [{ migrate }, { closePools, pool }, { ensureEventPartitions }] = await Promise.all([
    import("@/lib/db/migrate"),
    import("@/lib/db/pools"),
    import("@/lib/events/event-partitions"),
  ]);
  const applied = await migrate(url, { onApplied: (name) => say(`Applied ${name}.`) }).catch((error: unknown) => {
    if (isDatabaseGone(error) || !(error instanceof Error)) throw error;
    throw new Refusal("migration_failed", error.message);
  });
  address.setDatabaseUrl(url);
  try {
    await ensureEventPartitions(pool("pages"), now(), 3);
  } finally {
    await closePools();
  }
  return { applied };
}
