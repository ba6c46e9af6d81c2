import { now } from "@/lib/clock";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { signedLoginRoute } from "@/lib/protocols/signed-login";
import { type BenchClient, countSignedIn, makeCalls, signCall } from "../api-clients";
import { statementsOf } from "../statements-of";
import type { LatchkeyDatabase } from "./latchkey";
import { roomServer } from "./room-server";
import { type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

const PATH = "/thirdparty/login/v2";

/** Variants (a) to (c) of signed logins: a server with nothing around the two statements, our front door, the same room in Next. */
export async function loginVariant(
  key: VariantKey,
  workshop: Workshop,
  ours: LatchkeyDatabase,
  clients: readonly BenchClient[],
): Promise<Variant> {
  const room = await roomServer(key, workshop, ours, {
    title: "raw node:http + jose + pg",
    program: "rawSignedLogin",
    env: async () => ({
      BENCH_SECRETS: JSON.stringify(Object.fromEntries(clients.map(({ secretId, secret }) => [secretId, secret]))),
      BENCH_STATEMENTS: JSON.stringify(await statements(clients)),
    }),
  });
  return {
    ...room,
    supply: async (count) => {
      const calls = await makeCalls(room.database.pool, clients, count);
      const requests = calls.map(({ headers, body }) => {
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
        return wireRequest("POST", PATH, room.server.port, ["content-type: application/json", ...lines], body);
      });
      return { requests, reusable: false };
    },
    tally: () => countSignedIn(room.database.pool),
    expected: { status: 200, head: ["client-type: PARTNER\r\n"], body: '{"message":"OK","sessionToken":"ey' },
  };
}

/** The room's own two: the one that finds a client, and the one that signs its user in. */
async function statements([client]: readonly BenchClient[]): Promise<string[]> {
  if (!client) throw new Error("the bench has no API clients");
  const found = {
    now_ms: now().getTime(),
    id: client.secretId,
    partner_id: client.secretId,
    disabled: false,
    partner_suspended: false,
    strict_mode: false,
    caller_addresses: [],
    secrets: [{ id: client.secretId, sealed: await sealSecret("client-secret", client.secretId, client.secret) }],
  };
  return statementsOf(signedLoginRoute, { method: "POST", path: PATH, ...signCall(client, "somebody", 0) }, [found]);
}
