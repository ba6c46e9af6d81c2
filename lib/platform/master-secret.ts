import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { newToken } from "../crypto/token";
import type { Environment } from "../env";
import { newId } from "../id";

/**
 * The secret from which every key is derived: `LATCHKEY_SECRET`, or one generated into the data directory of an
 * embedded installation on its first start (mode 0600).
 */
export function masterSecret(env: Pick<Environment, "secret" | "dataDirectory">): string {
  if (env.secret !== null) return env.secret;
  const file = path.join(env.dataDirectory, "secret");
  return read(file) ?? generate(file);
}

function read(file: string): string | null {
  try {
    const secret = readFileSync(file, "utf8").trim();
    return secret === "" ? null : secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

// Written aside and linked into place: of two first starts at once one wins whole, and a crash leaves no half secret.
function generate(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${newId()}`;
  writeFileSync(aside, `${newToken()}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  const secret = read(file);
  if (secret === null) throw new Error(`The secret in ${path.basename(file)} is empty: delete the file to have a new one made.`);
  return secret;
}
