import { Readable } from "node:stream";
import { expect } from "vitest";
import { runLatchkey } from "@/bin/cli/run-latchkey";
import { isId } from "@/lib/id";
import type { Ending } from "./latchkey-command";

/** An answer as commands give it, for those whose fields are texts. */
export type Fields = Record<string, string>;

/** Any id, where a test does not know which. */
export const anyId = expect.toSatisfy((value: string) => isId(value)) as unknown;
/** Any instant as commands print it. */
export const anyInstant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

/** A command within this process, on the database of `testDatabase`: a process of its own takes most of a second. */
export async function inside(args: readonly string[]): Promise<Ending> {
  let [out, err] = ["", ""];
  const terminal = {
    writeOut: (text: string) => void (out += text),
    writeError: (text: string) => void (err += text),
    outIsTerminal: false,
    input: Readable.from([]),
  };
  const code = await runLatchkey(args, terminal, (work) => work());
  return {
    code,
    out,
    err,
    json: () => JSON.parse(out) as unknown,
    error: () => JSON.parse(err.trimEnd().split("\n").at(-1) ?? "") as unknown,
  };
}

/** The one document that a command printed, which has to have succeeded. */
export function answerOf({ code, err, json }: Ending): unknown {
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return json();
}

/** The code with which a command was refused, which it has to have been, with nothing on standard output. */
export function codeOf({ code, out, error }: Ending): string {
  expect({ code, out }).toEqual({ code: 1, out: "" });
  const failure = error() as { error: string; message: string };
  expect(Object.keys(failure)).toEqual(["error", "message"]);
  expect(failure.message).not.toMatch(/^(This is refused\.)?$/);
  return failure.error;
}

/** The answer of a command that has to succeed. */
export async function done(...args: string[]): Promise<Fields> {
  return answerOf(await inside(args)) as Fields;
}

/** The code of a command that has to be refused. */
export async function refused(...args: string[]): Promise<string> {
  return codeOf(await inside(args));
}
