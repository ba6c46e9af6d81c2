import type { Command } from "commander";
import type { Result } from "@/lib/core/result";
import { refusalSentences } from "./refusal-sentences";

/** What was asked for is refused: exit 1. */
export class Refusal extends Error {
  constructor(
    /** a stable word */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** The command was not spelled as it has to be: exit 2. */
export class UsageMistake extends Error {
  constructor(
    message: string,
    /** absent when the command that runs is meant */
    readonly command?: Command,
  ) {
    super(message);
    this.name = "UsageMistake";
  }
}

/** A refusal for a reason of a room, or for one of our own. */
export function refusal(reason: string): Refusal {
  return new Refusal(reason, refusalSentences[reason] ?? "This is refused.");
}

/**
 * The value of a decision.
 * @param say the room's own sentences, where the words have some
 * @throws Refusal with the decision's reason as its code
 */
export function settled<Value, Reason extends string>(result: Result<Value, Reason>, say?: (reason: Reason) => string): Value {
  if (result.ok) return result.value;
  throw say ? new Refusal(result.reason, say(result.reason)) : refusal(result.reason);
}
