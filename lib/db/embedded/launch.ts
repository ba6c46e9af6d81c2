import { randomInt } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { z } from "zod";

/** How the server is or was started. */
export type Launch = {
  readonly port: number;
  /** false: settings that lose data in a crash, but are fast, for throw-away databases */
  readonly durable: boolean;
  /** further settings of PostgreSQL, by name */
  readonly settings: Readonly<Record<string, string>>;
};

const schema = z.object({ port: z.number().int().min(1).max(65535), durable: z.boolean(), settings: z.record(z.string(), z.string()) });

const fileOf = (dataDir: string) => path.join(dataDir, "postgres.launch.json");

/** How the server of `dataDir` was started last, or null. */
export async function lastLaunch(dataDir: string): Promise<Launch | null> {
  try {
    return schema.parse(JSON.parse(await readFile(fileOf(dataDir), "utf8")));
  } catch {
    return null; // never started, or a file of another version: nothing is lost but the port
  }
}

/** Keeps `launch`, so that any member can bring the server back as it was. */
export async function keepLaunch(dataDir: string, launch: Launch): Promise<void> {
  const draft = `${fileOf(dataDir)}.${process.pid}`;
  await writeFile(draft, JSON.stringify(launch), { mode: 0o600 });
  await rename(draft, fileOf(dataDir));
}

/**
 * A free port on 127.0.0.1, `preferred` if it is. Taken from below the range that systems give to outgoing connections:
 * else, while the server is down, one of those (even a client's attempt to reach the server) could sit on its port.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port was found between 20000 and 32000 for the database: end a program that listens there.");
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => {
      resolve(false);
    });
    probe.listen(port, "127.0.0.1", () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
