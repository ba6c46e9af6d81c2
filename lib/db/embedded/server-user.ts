import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Whom PostgreSQL runs as; null: as ourselves. PostgreSQL refuses to run as root, so root gives that up for it. */
export type ServerUser = { readonly uid: number; readonly gid: number } | null;

const candidates = ["postgres", "_postgres", "nobody"];

/** The user of a cluster that is still to be made. @throws Error when we are root and no other user is there */
export async function newServerUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return null;
  for (const name of candidates) {
    const user = await lookUp(name);
    if (user) return user;
  }
  throw new Error(
    "PostgreSQL does not run as root, and this system has neither a user “postgres” nor “nobody” to run it as: start Latchkey as an ordinary user, or set DATABASE_URL.",
  );
}

/**
 * The user of the cluster that lies in `directory`: whoever made it, for only they can read it.
 * @throws Error when that is somebody whom we cannot act for
 */
export async function serverUserOf(directory: string): Promise<ServerUser> {
  const { uid, gid } = await stat(directory);
  const own = process.getuid?.();
  if (own === 0 && uid !== 0) return { uid, gid };
  if (own === uid && uid !== 0) return null;
  throw new Error(
    `The database in ${directory} belongs to another user: start Latchkey as the user who made it, or set LATCHKEY_DATA to another folder.`,
  );
}

/** Whether `user` may execute the file, or pass through the folder, at `target`. */
export async function mayPass(target: string, user: ServerUser): Promise<boolean> {
  try {
    // The system itself answers: modes, access lists and mounts on the whole way count.
    await execute("/bin/sh", ["-c", 'test -x "$1"', "sh", target], { ...user, cwd: "/" });
    return true;
  } catch {
    return false;
  }
}

async function lookUp(name: string): Promise<ServerUser> {
  try {
    const [uid, gid] = await Promise.all(["-u", "-g"].map(async (flag) => Number((await execute("id", [flag, name])).stdout)));
    // macOS gives its “nobody” a number that a process cannot be started with.
    return uid === undefined || gid === undefined || Math.max(uid, gid) > 0x7fff_ffff ? null : { uid, gid };
  } catch {
    return null; // no such user
  }
}
