import { CommanderError } from "commander";
import { EnvironmentMistake } from "@/lib/env";
import { isDatabaseGone } from "@/lib/db/failure";
import { log } from "@/lib/log";
import { Refusal, UsageMistake } from "./refusal";

/** How a command ends that did not do what was asked for. */
export type Failure = { readonly exitCode: 1 | 2; readonly error: string; readonly message: string; readonly usage: string | null };

/**
 * What to tell of an error, without a value that somebody typed as a secret.
 * @param usage the usage line of the command that ran
 */
export function explainFailure(error: unknown, usage: string | null): Failure {
  if (error instanceof UsageMistake) {
    return { exitCode: 2, error: "usage", message: error.message, usage: error.command?.createHelp().commandUsage(error.command) ?? usage };
  }
  if (error instanceof CommanderError) return { exitCode: 2, error: "usage", message: error.message, usage };
  if (error instanceof Refusal) return refused(error.code, error.message);
  if (error instanceof EnvironmentMistake) return refused("environment_invalid", error.sentences.join(" "));
  if (isDatabaseGone(error))
    return refused("database_unavailable", "The database does not answer. Nothing is known to have been done: look before you try again.");
  if (isLoginRefused(error)) return refused("database_unavailable", "The database refuses the user or the password in DATABASE_URL.");
  log().error({ error }, "the command failed");
  return refused("internal_error", "Something went wrong on our side.");
}

function refused(error: string, message: string): Failure {
  return { exitCode: 1, error, message, usage: null };
}

// PostgreSQL, appendix A: class 28, "invalid authorization specification".
function isLoginRefused(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("28");
}
