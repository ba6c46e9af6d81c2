import { setTimeout as sleep } from "node:timers/promises";
import { CommanderError } from "commander";
import pino from "pino";
import { environment } from "@/lib/env";
import { log, makeLogger } from "@/lib/log";
import { oncePerProcess } from "@/lib/registry";
import { type Answer, asJson, asText } from "./answer";
import type { Terminal } from "./command-line";
import { explainFailure } from "./explain-failure";
import { makeProgram } from "./program";
import { Refusal } from "./refusal";

/**
 * Runs one command.
 * @param args the words after `latchkey`
 * @param surround runs what needs a database; tests have one already
 * @returns the exit code: 0 done, 1 refused, 2 wrong usage
 */
export async function runLatchkey(args: readonly string[], terminal: Terminal, surround = onPlatform): Promise<number> {
  let usage: string | null = null;
  const say = (sentence: string) => terminal.writeError(`${sentence}\n`);
  const program = makeProgram({
    terminal,
    started: (command) => (usage = command.createHelp().commandUsage(command)),
    onPlatform: (work) => surround(work, say),
    answer: (answer, { json }) => terminal.writeOut(json || !terminal.outIsTerminal ? asJson(answer) : asText(answer)),
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help
    const failure = explainFailure(error, usage);
    if (failure.usage !== null) say(`Usage: ${failure.usage}`);
    say(JSON.stringify({ error: failure.error, message: failure.message }));
    return failure.exitCode;
  }
}

/** Runs `work` with a database whose schema is ours, and leaves it as it was found. */
async function onPlatform(work: () => Promise<Answer>, say: (sentence: string) => void): Promise<Answer> {
  logToStandardError();
  const { startPlatform } = await import("@/lib/platform/start");
  const platform = await startPlatform({ serve: false, onProgress: say });
  try {
    await reach(refuseOtherSchema);
    return await work();
  } finally {
    await platform.stop().catch((error: unknown) => log().warn({ error }, "the platform was not left cleanly"));
  }
}

const TRIES = 3;
const PAUSE_MS = 300;

/**
 * Connects, and says so if that cannot be done. The deadlines are those of a page; a process that has just begun, on a
 * machine with other work, may miss them, and nothing has been done yet that must not be done twice.
 */
async function reach(look: () => Promise<void>): Promise<void> {
  const [{ isDatabaseGone }, { prisma }] = await Promise.all([import("@/lib/db/failure"), import("@/lib/db/prisma")]);
  for (let tries = 1; ; tries += 1) {
    try {
      await look();
      // Its first use takes long, and would count against the first transaction's deadline.
      await prisma().$connect();
      return;
    } catch (error) {
      if (tries >= TRIES || !isDatabaseGone(error)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Standard output is for the answer alone. Made before anybody asks for the logger. */
function logToStandardError(): void {
  const level = environment().logLevel;
  oncePerProcess("log", () => makeLogger(level, pino.destination({ dest: 2, sync: true })));
}

async function refuseOtherSchema(): Promise<void> {
  const [{ migrationState }, { pool }] = await Promise.all([import("@/lib/db/migrate"), import("@/lib/db/pools")]);
  const { missing, unknown, edited } = await migrationState((sql) => pool("pages").query(sql));
  if (unknown.length > 0)
    throw new Refusal("schema_too_new", `The database was migrated by a newer Latchkey (${unknown.join(", ")}): run that version.`);
  if (edited.length > 0)
    throw new Refusal("schema_edited", `The migrations ${edited.join(", ")} differ from what was applied: restore the files.`);
  if (missing.length > 0)
    throw new Refusal("schema_too_old", "The database's schema is older than this Latchkey: run `npm run -s latchkey -- db migrate`.");
}
