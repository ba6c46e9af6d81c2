import { newToken } from "@/lib/crypto/token";
import { migrate } from "@/lib/db/migrate";
import { type Cast, createCast } from "../cast";
import { serverFlags } from "../../server-flags";
import type { BenchDatabase } from "../database";
import { freePort, type ServerCommand } from "../server-process";
import type { Workshop } from "./variant";

/** A database with our schema and the cast in it, which its variants share. */
export type LatchkeyDatabase = { readonly database: BenchDatabase; readonly cast: Cast; readonly secret: string };

/** Makes the database of the variants that are ours. @param name of the database, where each variant has its own */
export async function latchkeyDatabase({ postgres }: Pick<Workshop, "postgres">, name = "latchkey"): Promise<LatchkeyDatabase> {
  const database = await postgres.createDatabase(name);
  await migrate(database.url);
  return { database, cast: await createCast(database.pool), secret: newToken() };
}

/** How `npm start` starts the front door. */
export async function frontDoorCommand(
  root: string,
  ours: LatchkeyDatabase,
  env: Record<string, string> = {},
  nodeArgs: readonly string[] = [],
): Promise<ServerCommand> {
  const port = await freePort();
  return {
    name: "front door",
    args: [...nodeArgs, ...serverFlags, "dist/server.js"],
    cwd: root,
    env: { ...environment(ours, port), ...env },
    port,
    readyPath: "/api/health/ready",
    // A process that has rendered a page is slower ever after (docs/performance.md, "What Next leaves behind").
    visit: "/",
  };
}

/** How Next's own server is started on the same build. */
export async function nextCommand({ root, nodeArgs }: Workshop, ours: LatchkeyDatabase): Promise<ServerCommand> {
  const port = await freePort();
  return {
    name: "next start",
    args: [...nodeArgs, "node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)],
    cwd: root,
    env: environment(ours, port),
    port,
    readyPath: "/api/health/ready",
  };
}

function environment({ database, secret }: LatchkeyDatabase, port: number): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    LATCHKEY_SECRET: secret,
    LATCHKEY_URL: `http://127.0.0.1:${port}`,
    LATCHKEY_TRUSTED_PROXIES: "",
    LATCHKEY_UNSAFE_DATABASE: "",
    LATCHKEY_LOG_LEVEL: "warn",
    HOST: "127.0.0.1",
    PORT: String(port),
  };
}
