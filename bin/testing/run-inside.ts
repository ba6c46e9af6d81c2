import { Readable } from "node:stream";
import { expect } from "vitest";
import { runLatchkey } from "@/bin/cli/run-latchkey";
import { type Ending, ending } from "@/lib/testing/latchkey-command";

/**
 * Runs a command within this process, on the database of the test. A process of its own takes seconds, most of them
 * Prisma's start, and shows nothing more of one command than of another: `latchkeyCommand` is for what all have in common.
 */
export async function runInside(args: readonly string[]): Promise<Ending> {
  let [out, err] = ["", ""];
  const terminal = {
    writeOut: (text: string) => void (out += text),
    writeError: (text: string) => void (err += text),
    outIsTerminal: false,
    input: Readable.from([]),
  };
  return ending(await runLatchkey(args, terminal, (work) => work()), out, err);
}

/** The one document that a command answers which has to succeed, with nothing beside it. */
export function answerOf({ code, err, json }: Ending): unknown {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return json();
}

/** The code of a command that has to be refused, with nothing on standard output. */
export function codeOf({ code, out, error }: Ending): string {
  expect({ code, out }).toEqual({ code: 1, out: "" });
  const failure = error() as { error: string; message: string };
  expect(Object.keys(failure)).toEqual(["error", "message"]);
  expect(failure.message).not.toMatch(/^(This is refused\.)?$/);
  return failure.error;
}

/** The answer of a command that has to succeed. */
export async function done(...args: string[]): Promise<Record<string, string>> {
  return answerOf(await runInside(args)) as Record<string, string>;
}

/** As {@link done}, of a command that answers a list. */
export async function listed(...args: string[]): Promise<Record<string, unknown>[]> {
  return answerOf(await runInside(args)) as Record<string, unknown>[];
}

/** The code of a command that has to be refused. */
export async function refused(...args: string[]): Promise<string> {
  return codeOf(await runInside(args));
}
