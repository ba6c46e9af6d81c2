import { now } from "@/lib/clock";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { launchRoute } from "@/lib/protocols/paired-launch";
import { type BenchPairing, countLaunched, makeLaunches, signLaunch } from "../pairings";
import { statementsOf } from "../statements-of";
import { browserHeaders } from "./browser-headers";
import type { LatchkeyDatabase } from "./latchkey";
import { roomServer } from "./room-server";
import { type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

/** Variants (a) to (c) of paired launches: a server with nothing around the two statements, our front door, the same room in Next. */
export async function launchVariant(
  key: VariantKey,
  workshop: Workshop,
  ours: LatchkeyDatabase,
  pairings: readonly BenchPairing[],
): Promise<Variant> {
  const room = await roomServer(key, workshop, ours, {
    title: "raw node:http + pg",
    program: "rawPairedLaunch",
    env: async () => ({
      BENCH_KEYS: JSON.stringify(Object.fromEntries(pairings.map(({ keyId, key: secret }) => [keyId, secret]))),
      BENCH_STATEMENTS: JSON.stringify(await statements(pairings)),
    }),
  });
  return {
    ...room,
    supply: async (count) => {
      const targets = await makeLaunches(room.database.pool, pairings, count);
      return { requests: targets.map((target) => wireRequest("GET", target, room.server.port, browserHeaders)), reusable: false };
    },
    tally: () => countLaunched(room.database.pool),
    expected: { status: 303, head: ["location: /\r\n", "set-cookie: eu_session="], body: "" },
  };
}

/** The room's own two: the one that finds the pairing of an access token, and the one that lets its user in. */
async function statements([pairing]: readonly BenchPairing[]): Promise<string[]> {
  if (!pairing) throw new Error("the bench has no pairings");
  const found = {
    now_ms: now().getTime(),
    token_id: pairing.id,
    used: false,
    expired: false,
    pairing_id: pairing.id,
    partner_id: pairing.id,
    vhost: pairing.vhost,
    confirmed: true,
    ended: false,
    partner_suspended: false,
    end_user_id: pairing.id,
    user_suspended: false,
    test: false,
    keys: [{ id: pairing.keyId, sealed: await sealSecret("pairing-key", pairing.keyId, pairing.key) }],
  };
  const [path = "", query = ""] = signLaunch(pairing, newToken()).split("?");
  return statementsOf(launchRoute, { method: "GET", path, query, headers: {} }, [found]);
}
