import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { redemptionRoute } from "@/lib/protocols/launch-token";
import { countRedeemed, mintTokens } from "../cast";
import { freePort, type ServerCommand } from "../server-process";
import { statementsOf } from "../statements-of";
import { frontDoorCommand, type LatchkeyDatabase, nextCommand } from "./latchkey";
import { type Supply, type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

/** Variants (a) to (d): the one statement with ever more around it, and a constant answer. */
export async function redemptionVariant(key: VariantKey, workshop: Workshop, ours: LatchkeyDatabase): Promise<Variant> {
  if (key === "a") return redeeming(key, "raw node:http + pg", await rawCommand(workshop, ours), ours);
  if (key === "b") return redeeming(key, "front door", await frontDoorCommand(workshop.root, ours, {}, workshop.nodeArgs), ours);
  const next = await nextCommand(workshop, ours);
  return key === "c" ? redeeming(key, "Next route handler", next, ours) : constant(next, ours);
}

/** A server that redeems the login tokens of `ours`. @param app all for this app, by its number; null: for all in turn */
export function redeeming(
  key: VariantKey,
  title: string,
  server: ServerCommand,
  { database, cast }: LatchkeyDatabase,
  app: number | null = null,
): Variant {
  const supply = async (count: number): Promise<Supply> => {
    const minted = await mintTokens(database.pool, count, app);
    const requests = minted.map(({ token, partner }) =>
      wireRequest("GET", `/api/authorization/${token}`, server.port, [`authorization: Bearer ${cast.bearers[partner] ?? ""}`]),
    );
    return { requests, reusable: false };
  };
  const expected = { status: 200, head: [], body: '{"internal_email_address":"user' };
  return { key, title, server, database, supply, tally: () => countRedeemed(database.pool), expected };
}

function constant(server: ServerCommand, { database }: LatchkeyDatabase): Variant {
  const requests = [wireRequest("GET", "/api/health/live", server.port, [])];
  return {
    key: "d",
    title: "Next route, constant",
    server,
    database,
    supply: () => Promise.resolve({ requests, reusable: true }),
    tally: () => Promise.resolve([]),
    expected: { status: 200, head: [], body: '{"status":"live"}' },
  };
}

async function rawCommand({ root, programs, nodeArgs }: Workshop, { database }: LatchkeyDatabase): Promise<ServerCommand> {
  const port = await freePort();
  const headers = { authorization: `Bearer ${newPrefixedToken("lk_live")}` };
  const [statement = ""] = await statementsOf(redemptionRoute, { method: "GET", path: `/api/authorization/${newToken()}`, headers }, []);
  const env = { BENCH_DATABASE: database.url, BENCH_STATEMENT: statement, PORT: String(port) };
  return { name: "raw", args: [...nodeArgs, programs.rawLaunchToken], cwd: root, env, port, readyPath: "/ready" };
}
