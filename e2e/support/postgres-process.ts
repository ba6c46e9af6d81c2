import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { type EmbeddedDatabase, joinEmbedded, reviveEmbedded } from "@/lib/db/embedded";
import { findBinaries } from "@/lib/db/embedded/binaries";
import { migrate } from "@/lib/db/migrate";
import { allProcesses } from "./all-processes";
import { waitFor } from "./wait-for";

/** A PostgreSQL of one test file's own, to be killed, frozen and misconfigured. It starts durable. */
export class OwnPostgres {
  private standby: { readonly stop: () => Promise<void> } | null = null;

  private constructor(
    private readonly db: EmbeddedDatabase,
    private readonly folder: string,
  ) {}

  /** @param settings of PostgreSQL, which win over ours */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<OwnPostgres> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-e2e-pg-"));
    const db = await joinEmbedded({ dataDir: folder, durable: true, settings });
    await migrate(db.url);
    return new OwnPostgres(db, folder);
  }

  get url(): string {
    return this.db.url;
  }

  /** The URL of another database on the same server. */
  urlOf(name: string): string {
    return Object.assign(new URL(this.url), { pathname: `/${name}` }).href;
  }

  /** Runs statements, one after the other, as superuser and outside of any transaction. */
  async administer(...statements: string[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.urlOf("postgres") });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }

  /** Stops every one of its processes where it stands (SIGSTOP): connections stay open, and nothing answers. */
  async freeze(): Promise<void> {
    for (let before = -1, now = 0; now !== before;) {
      before = now;
      // What the postmaster forked before it stopped shows up in the second round.
      const pids = await this.pids();
      for (const pid of pids) process.kill(pid, "SIGSTOP");
      now = pids.length;
    }
  }

  async thaw(): Promise<void> {
    for (const pid of await this.pids()) process.kill(pid, "SIGCONT");
  }

  /** kill -9 of all of its processes at once, as when the machine loses its memory but not its disk. */
  async killHard(): Promise<void> {
    const pids = await this.pids();
    for (const pid of pids) process.kill(pid, "SIGKILL");
    await waitFor("PostgreSQL's processes are gone", 10_000, async () => {
      const left = await allProcesses();
      return pids.every((pid) => !left.some((one) => one.pid === pid));
    });
  }

  /** Starts it again after a kill, on the same port, and waits until it accepts connections. */
  revive(): Promise<void> {
    return reviveEmbedded(this.db);
  }

  /** Ends it in good order and starts it as a hot standby without a primary, which only reads, until the end. */
  async becomeStandby(): Promise<void> {
    const cluster = realpathSync(path.join(this.folder, "postgres"));
    const [pid] = await this.pids();
    if (pid !== undefined) process.kill(pid, "SIGINT");
    await waitFor("PostgreSQL has stopped", 20_000, async () => !(await allProcesses()).some((one) => one.pid === pid));
    const { uid, gid } = statSync(cluster);
    const user = process.getuid?.() === 0 ? { uid, gid } : null;
    writeFileSync(path.join(cluster, "standby.signal"), "", { mode: 0o644 });
    const { postgres } = await findBinaries(user);
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=120"].flatMap((setting) => [
      "-c",
      setting,
    ]);
    const child = spawn(postgres, ["-D", cluster, "-p", new URL(this.url).port, ...settings], {
      ...user,
      cwd: "/",
      env: { TZ: "UTC", LC_ALL: "C", NODE_ENV: "test" },
      stdio: "ignore",
    });
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    this.standby = {
      stop: async () => {
        child.kill("SIGINT");
        await exited;
      },
    };
    await waitFor("the standby accepts connections", 20_000, async () =>
      this.administer("SELECT 1").then(
        () => true,
        () => false,
      ),
    );
  }

  /** Leaves nothing behind. Whoever is connected must have gone before. */
  async end(): Promise<void> {
    await this.standby?.stop();
    await this.db.leave();
    rmSync(realpathSync(path.join(this.folder, "postgres")), { recursive: true, force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The postmaster first, then its children. A lock file that outlived its server names a process of somebody else's. */
  private async pids(): Promise<number[]> {
    const cluster = realpathSync(path.join(this.folder, "postgres"));
    const pid = Number(readFileSync(path.join(cluster, "postmaster.pid"), "utf8").split("\n")[0]);
    const all = await allProcesses();
    if (!all.some((one) => one.pid === pid && one.command.includes(`-D ${cluster} `))) throw new Error("this PostgreSQL does not run");
    return [pid, ...all.filter(({ parent }) => parent === pid).map((child) => child.pid)];
  }
}
