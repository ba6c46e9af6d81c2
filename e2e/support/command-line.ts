import { execFile } from "node:child_process";
import { packageRoot } from "@/lib/env/package-root";

export type CommandResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs `npm run -s latchkey -- …` on a database of the tests, as an operator's script would. */
export function latchkey(databaseUrl: string, ...args: string[]): Promise<CommandResult> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: "production" as const,
    DATABASE_URL: databaseUrl,
    LATCHKEY_SECRET: process.env.LATCHKEY_SECRET,
  };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["node_modules/tsx/dist/cli.mjs", "bin/latchkey.ts", ...args, "--json"],
      { cwd: packageRoot(), env },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, stdout, stderr });
      },
    );
  });
}
