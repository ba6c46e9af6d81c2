import { spawn } from "node:child_process";

/** How a program is run. */
export type RunOptions = {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** false: what it prints is kept and shown only if it fails */
  readonly show?: boolean;
};

/** Runs a Node program to its end. @throws Error with what it printed, when it ends with anything but 0 */
export function runNode(script: string, args: readonly string[], { cwd, env = process.env, show = false }: RunOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, env, stdio: show ? "inherit" : ["ignore", "pipe", "pipe"] });
    let printed = "";
    child.stdout?.on("data", (data: Buffer) => (printed += data.toString()));
    child.stderr?.on("data", (data: Buffer) => (printed += data.toString()));
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${[script.split("node_modules/").at(-1), ...args].join(" ")} ended with ${code ?? "a signal"}.\n${printed}`));
    });
  });
}
