import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";

let found: string | undefined;

/**
 * Latchkey's own folder: the nearest one above the script that was started whose package.json is named "latchkey",
 * else above the working directory. It cannot be told from the place of this file, which is bundled into others.
 * @throws Error when there is none
 */
export function packageRoot(): string {
  found ??= rootAbove(startedScript()) ?? rootAbove(process.cwd());
  if (found === undefined) throw new Error("Latchkey's own folder was not found: start it from the folder that holds its package.json.");
  return found;
}

function startedScript(): string | null {
  try {
    // npm puts links to scripts into node_modules/.bin: the file itself is what lies in the package.
    return realpathSync(process.argv[1] ?? "");
  } catch {
    return null; // `node -e`, or a name that is no file
  }
}

function rootAbove(start: string | null): string | undefined {
  for (let at = start; at !== null; at = path.dirname(at) === at ? null : path.dirname(at)) {
    if (packageName(path.join(at, "package.json")) === "latchkey") return at;
  }
  return undefined;
}

function packageName(file: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof parsed === "object" && parsed !== null && "name" in parsed ? parsed.name : undefined;
  } catch {
    return undefined;
  }
}
