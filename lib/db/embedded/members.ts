import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { findProcess } from "./running-process";

/** One use of the embedded database by one process; a process that joins twice is two members. */
export type Member = { readonly file: string; readonly pid: number };

const folder = (dataDir: string) => path.join(dataDir, "postgres.members");

/** Notes that this process uses the database. Call it under the file lock. */
export async function registerMember(dataDir: string): Promise<Member> {
  await mkdir(folder(dataDir), { recursive: true, mode: 0o700 });
  const file = path.join(folder(dataDir), `${process.pid}-${randomBytes(4).toString("hex")}`);
  const own = await findProcess(process.pid);
  await writeFile(file, JSON.stringify({ pid: process.pid, identity: own?.identity ?? null }), { mode: 0o600 });
  return { file, pid: process.pid };
}

/** Takes the note back; taking it back twice is no error. */
export async function unregisterMember(member: Member): Promise<void> {
  await rm(member.file, { force: true });
}

/** Who uses the database now. Notes of processes that ended without leaving are removed. Call it under the file lock. */
export async function liveMembers(dataDir: string): Promise<Member[]> {
  const names = await readdir(folder(dataDir)).catch(() => []);
  const members = await Promise.all(names.map((name) => readMember(path.join(folder(dataDir), name))));
  return members.filter((member) => member !== null);
}

async function readMember(file: string): Promise<Member | null> {
  const note = await readFile(file, "utf8").then(parseNote, () => null);
  const running = note && (await findProcess(note.pid));
  // The same number with another start is another program by now.
  if (note && running && (note.identity === null || note.identity === running.identity)) return { file, pid: note.pid };
  await rm(file, { force: true });
  return null;
}

function parseNote(text: string): { pid: number; identity: string | null } | null {
  try {
    const note: unknown = JSON.parse(text);
    if (typeof note !== "object" || note === null || !("pid" in note) || !("identity" in note)) return null;
    if (typeof note.pid !== "number" || (typeof note.identity !== "string" && note.identity !== null)) return null;
    return { pid: note.pid, identity: note.identity };
  } catch {
    return null; // its writer was killed half-way, so it is dead
  }
}
