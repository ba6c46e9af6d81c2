import { existsSync } from "node:fs";
import { chmod, lstat, mkdir, readdir, readlink, realpath, stat, symlink } from "node:fs/promises";
import path from "node:path";
import { makeOutsidePlace, outsidePlace, requireTrusted } from "./outside-place";
import { mayPass, newServerUser, serverUserOf, type ServerUser } from "./server-user";

export type ClusterPlace = {
  /** our own folder, LATCHKEY_DATA: password, members, lock */
  readonly dataDir: string;
  /** PostgreSQL's data directory, made or still to be made */
  readonly cluster: string;
  /** whom PostgreSQL runs as */
  readonly user: ServerUser;
};

/**
 * Makes the data folder unless it is there. Nobody else can list it; they may pass through it only where PostgreSQL runs
 * as somebody else, and also when root made it a moment ago and left it empty (a temporary folder is made for its owner
 * alone).
 * @returns its real absolute path, by which the database's place is found again
 */
export async function makeDataDirectory(dataDir: string): Promise<string> {
  const made = await mkdir(dataDir, { recursive: true });
  const asRoot = process.getuid?.() === 0;
  const fresh = made !== undefined || (asRoot && (await isEmptyAndOurs(dataDir)));
  if (fresh) await chmod(dataDir, asRoot ? 0o711 : 0o700);
  return realpath(dataDir);
}

/**
 * Where the cluster of `dataDir` is or belongs: in `postgres` below it, or, when PostgreSQL's user cannot reach that,
 * in /var/tmp with `postgres` being a link to it.
 * @param dataDir a real absolute path
 * @throws Error when it is unsafe, unreachable or lost
 */
export async function placeCluster(dataDir: string): Promise<ClusterPlace> {
  const inside = path.join(dataDir, "postgres");
  const found = await lstat(inside).catch(() => null);
  if (found?.isSymbolicLink()) return behindLink(dataDir, inside);
  if (found) {
    const user = await serverUserOf(inside);
    if (await mayPass(inside, user)) return { dataDir, cluster: inside, user };
    throw new Error(`PostgreSQL's user can no longer reach ${inside}: let everybody pass through the folders above it (chmod a+x).`);
  }
  const user = await newServerUser();
  if (await mayPass(dataDir, user)) return { dataDir, cluster: inside, user };
  const outside = outsidePlace(dataDir);
  await makeOutsidePlace(outside);
  return { dataDir, cluster: path.join(outside, "postgres"), user };
}

/** Leaves the link by which later starts, and people, find a cluster that lies outside. */
export async function linkCluster({ dataDir, cluster }: ClusterPlace): Promise<void> {
  const inside = path.join(dataDir, "postgres");
  if (cluster !== inside && !existsSync(inside)) await symlink(cluster, inside);
}

/** Whether the cluster lies outside the data folder, which its owner should be told. */
export function liesOutside({ dataDir, cluster }: ClusterPlace): boolean {
  return cluster !== path.join(dataDir, "postgres");
}

async function isEmptyAndOurs(directory: string): Promise<boolean> {
  const [{ uid }, names] = await Promise.all([stat(directory), readdir(directory)]);
  return uid === process.getuid?.() && names.length === 0;
}

async function behindLink(dataDir: string, link: string): Promise<ClusterPlace> {
  const cluster = await readlink(link);
  // A copied folder would otherwise share the original's database without either knowing.
  if (cluster !== path.join(outsidePlace(dataDir), "postgres")) {
    throw new Error(
      `${link} points at ${cluster}, the database of another folder: move this folder back to where it was, or delete the link to begin with an empty database.`,
    );
  }
  if (!existsSync(cluster)) {
    throw new Error(`The database in ${cluster} is gone: bring it back, or delete ${link} to begin with an empty one.`);
  }
  await requireTrusted(path.dirname(cluster));
  return { dataDir, cluster, user: await serverUserOf(cluster) };
}
