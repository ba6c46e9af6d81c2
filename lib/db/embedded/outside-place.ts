import { createHash } from "node:crypto";
import { chmod, lstat, mkdir } from "node:fs/promises";
import path from "node:path";

/** Survives a reboot, unlike /tmp, and every user can reach it. */
const PARENT = "/var/tmp";

/**
 * Where the things of `directory` go when PostgreSQL's user cannot reach it (a project below /root). The name is the
 * same at every start, so that they are found again; it can therefore be guessed, see {@link requireTrusted}.
 */
export function outsidePlace(directory: string): string {
  return path.join(PARENT, `latchkey-${createHash("sha256").update(directory).digest("hex").slice(0, 16)}`);
}

/** Makes `place` unless it is there. @throws Error as {@link requireTrusted} does */
export async function makeOutsidePlace(place: string): Promise<void> {
  try {
    await mkdir(place, { mode: 0o711 });
    await chmod(place, 0o711); // whatever the umask said
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  await requireTrusted(place);
}

/**
 * Everybody may write to /var/tmp, so somebody may have made `place` before us, to hand us a database or programs of
 * theirs. It is used only if it is a real folder of our own that nobody else may write to.
 * @throws Error otherwise
 */
export async function requireTrusted(place: string): Promise<void> {
  const [own, parent] = await Promise.all([lstat(place), lstat(path.dirname(place))]);
  const safe = own.isDirectory() && own.uid === process.getuid?.() && (own.mode & 0o022) === 0;
  // Without the sticky bit others could swap our folder for theirs.
  const safeParent = (parent.mode & 0o022) === 0 || (parent.mode & 0o1000) !== 0;
  if (safe && safeParent) return;
  throw new Error(
    `${place} is not safe to keep the database in, for another user owns it or may write to it: remove it, or set LATCHKEY_DATA to a folder that every user can reach, such as /srv/latchkey.`,
  );
}
