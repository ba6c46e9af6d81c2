import { now } from "@/lib/clock";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { signedLoginRoute } from "@/lib/protocols/signed-login";
import { type BenchClient, countSignedIn, makeCalls, signCall } from "../api-clients";
import { freePort, type ServerCommand } from "../server-process";
import { statementsOf } from "../statements-of";
import { frontDoorCommand, type LatchkeyDatabase, nextCommand } from "./latchkey";
import { type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

const PATH = "/thirdparty/login/v2";

/** Variants (a) to (c) of signed logins: a server with nothing around the two statements, our front door, the same room in Next. */
export async function loginVariant(
  key: VariantKey,
  workshop: Workshop,
  ours: LatchkeyDatabase,
  clients: readonly BenchClient[],
): Promise<Variant> {
  if (key === "a") return loggingIn(key, "raw node:http + jose + pg", await rawCommand(workshop, ours, clients), ours, clients);
  if (key === "b") return loggingIn(key, "front door", await frontDoorCommand(workshop.root, ours, {}, workshop.nodeArgs), ours, clients);
  return loggingIn(key, "Next route handler", await nextCommand(workshop, ours), ours, clients);
}

function loggingIn(
  key: VariantKey,
  title: string,
  server: ServerCommand,
  { database }: LatchkeyDatabase,
  clients: readonly BenchClient[],
): Variant {
  return {
    key,
    title,
    server,
    database,
    supply: async (count) => {
      const calls = await makeCalls(database.pool, clients, count);
      const requests = calls.map(({ headers, body }) => {
        const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
        return wireRequest("POST", PATH, server.port, ["content-type: application/json", ...lines], body);
      });
      return { requests, reusable: false };
    },
    tally: () => countSignedIn(database.pool),
    expected: { status: 200, head: ["client-type: PARTNER\r\n"], body: '{"message":"OK","sessionToken":"ey' },
  };
}

async function rawCommand(
  { root, programs, nodeArgs }: Workshop,
  { database }: LatchkeyDatabase,
  clients: readonly BenchClient[],
): Promise<ServerCommand> {
  const port = await freePort();
  const env = {
    BENCH_DATABASE: database.url,
    BENCH_SECRETS: JSON.stringify(Object.fromEntries(clients.map(({ secretId, secret }) => [secretId, secret]))),
    BENCH_STATEMENTS: JSON.stringify(await statements(clients)),
    PORT: String(port),
  };
  return { name: "raw", args: [...nodeArgs, programs.rawSignedLogin], cwd: root, env, port, readyPath: "/ready" };
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
