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

/** A refusal for a reason of a room, or for one of our own. @param sentences those of the room, where it has some */
export function refusal(reason: string, sentences: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal(reason, sentences[reason] ?? refusalSentences[reason] ?? "This is refused.");
}

/** The value of a decision. @throws Refusal with the decision's reason as its code */
export function settled<Value>(result: Result<Value, string>, sentences: Readonly<Record<string, string>> = {}): Value {
  if (!result.ok) throw refusal(result.reason, sentences);
  return result.value;
}
