import { newToken } from "@/lib/crypto/token";
import { migrate } from "@/lib/db/migrate";
import { type Cast, countRedeemed, createCast, mintTokens } from "../cast";
import { serverFlags } from "../../server-flags";
import type { BenchDatabase } from "../database";
import { redeemingStatement } from "../redeeming-statement";
import { freePort, type ServerCommand } from "../server-process";
import { type Supply, type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

/** A database with our schema and the cast in it, which (a) to (d) share. */
export type LatchkeyDatabase = { readonly database: BenchDatabase; readonly cast: Cast; readonly secret: string };

/** Makes the database of the variants that are ours. */
export async function latchkeyDatabase({ postgres }: Pick<Workshop, "postgres">): Promise<LatchkeyDatabase> {
  const database = await postgres.createDatabase("latchkey");
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

/** Variants (a) to (d): the one statement with ever more around it, and a constant answer. */
export async function latchkeyVariant(key: VariantKey, workshop: Workshop, ours: LatchkeyDatabase): Promise<Variant> {
  if (key === "a") return redeeming(key, "raw node:http + pg", await rawCommand(workshop, ours), ours);
  if (key === "b") return redeeming(key, "front door", await frontDoorCommand(workshop.root, ours, {}, workshop.nodeArgs), ours);
  const next = await nextCommand(workshop, ours);
  return key === "c" ? redeeming(key, "Next route handler", next, ours) : constant(next, ours);
}

function redeeming(key: VariantKey, title: string, server: ServerCommand, { database, cast }: LatchkeyDatabase): Variant {
  const supply = async (count: number): Promise<Supply> => {
    const minted = await mintTokens(database.pool, count);
    const requests = minted.map(({ token, partner }) =>
      wireRequest("GET", `/api/authorization/${token}`, server.port, [`authorization: Bearer ${cast.bearers[partner] ?? ""}`]),
    );
    return { requests, reusable: false };
  };
  return { key, title, server, database, supply, tally: () => countRedeemed(database.pool), expected: '{"internal_email_address":"user' };
}

function constant(server: ServerCommand, { database }: LatchkeyDatabase): Variant {
  const requests = [wireRequest("GET", "/api/health/live", server.port, [])];
  return {
    key: "d",
    title: "Next route, constant",
    server,
    database,
    supply: () => Promise.resolve({ requests, reusable: true }),
    tally: () => Promise.resolve({ redeemed: null, events: null }),
    expected: '{"status":"live"}',
  };
}

async function rawCommand({ root, programs, nodeArgs }: Workshop, { database }: LatchkeyDatabase): Promise<ServerCommand> {
  const port = await freePort();
  const env = { BENCH_DATABASE: database.url, BENCH_STATEMENT: await redeemingStatement(), PORT: String(port) };
  return { name: "raw", args: [...nodeArgs, programs.raw], cwd: root, env, port, readyPath: "/ready" };
}

async function nextCommand({ root, nodeArgs }: Workshop, ours: LatchkeyDatabase): Promise<ServerCommand> {
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
