import { spawn } from "node:child_process";
import path from "node:path";
import { inject } from "vitest";

/** How a command ended. */
export type Ending = {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** standard output as the one JSON document it has to be */
  readonly json: () => unknown;
  /** the last line of standard error, which describes a failure */
  readonly error: () => unknown;
};

const root = path.resolve(import.meta.dirname, "../..");

/**
 * The real command line (bin/testing/command-line-setup.ts), each call a process of its own.
 * @param env what it sees besides PATH and the like; an absent DATABASE_URL means the embedded database
 */
export function latchkeyCommand(env: Readonly<Record<string, string>>) {
  return async (args: readonly string[], input = ""): Promise<Ending> => {
    const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
    const child = spawn(process.execPath, [inject("commandLine"), ...args], {
      cwd: root,
      env: { NODE_ENV: "development", PATH, HOME, TMPDIR, ...env },
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.stdin.on("error", () => undefined); // most commands do not read it
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
    return ending(code, out, err);
  };
}

/** What a command wrote, as {@link Ending}. */
export function ending(code: number | null, out: string, err: string): Ending {
  return {
    code,
    out,
    err,
    json: () => JSON.parse(out) as unknown,
    error: () => JSON.parse(err.trimEnd().split("\n").at(-1) ?? "") as unknown,
  };
}
