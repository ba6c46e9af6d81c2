import { newPrefixedToken, newToken } from "@/lib/crypto/token";
import { redemptionRoute } from "@/lib/protocols/launch-token";
import { countRedeemed, mintTokens } from "../cast";
import type { ServerCommand } from "../server-process";
import { statementsOf } from "../statements-of";
import { type LatchkeyDatabase, nextCommand } from "./latchkey";
import { roomServer } from "./room-server";
import { type Supply, type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

/** Variants (a) to (d): the one statement with ever more around it, and a constant answer. */
export async function redemptionVariant(key: VariantKey, workshop: Workshop, ours: LatchkeyDatabase): Promise<Variant> {
  if (key === "d") return constant(await nextCommand(workshop, ours), ours);
  const { title, server } = await roomServer(key, workshop, ours, {
    title: "raw node:http + pg",
    program: "rawLaunchToken",
    env: async () => ({ BENCH_STATEMENT: await statement() }),
  });
  return redeeming(key, title, server, ours);
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

async function statement(): Promise<string> {
  const headers = { authorization: `Bearer ${newPrefixedToken("lk_live")}` };
  const [text = ""] = await statementsOf(redemptionRoute, { method: "GET", path: `/api/authorization/${newToken()}`, headers }, []);
  return text;
}
