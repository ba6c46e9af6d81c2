import { type BenchIssuer, countArrivals, INTENDED_URL, makeTokens } from "../issuers";
import { freePort, type ServerCommand } from "../server-process";
import { frontDoorCommand, type LatchkeyDatabase, nextCommand } from "./latchkey";
import { type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

// What a browser says of itself when it follows a link on another site.
const browser = [
  "user-agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  "accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
  "accept-language: en-GB,en;q=0.9",
  "accept-encoding: gzip, deflate, br, zstd",
  "upgrade-insecure-requests: 1",
  "sec-fetch-site: cross-site",
  "sec-fetch-mode: navigate",
  "sec-fetch-user: ?1",
  "sec-fetch-dest: document",
];

/** Variants (a) to (c) of the arrivals: a server with nothing around the two statements, our front door, the same room in Next. */
export async function arrivalVariant(
  key: VariantKey,
  workshop: Workshop,
  ours: LatchkeyDatabase,
  issuers: readonly BenchIssuer[],
): Promise<Variant> {
  if (key === "a") return arriving(key, "raw node:http + jose + pg", await rawCommand(workshop, ours, issuers), ours, issuers);
  if (key === "b") return arriving(key, "front door", await frontDoorCommand(workshop.root, ours, {}, workshop.nodeArgs), ours, issuers);
  return arriving(key, "Next route handler", await nextCommand(workshop, ours), ours, issuers);
}

function arriving(
  key: VariantKey,
  title: string,
  server: ServerCommand,
  { database }: LatchkeyDatabase,
  issuers: readonly BenchIssuer[],
): Variant {
  return {
    key,
    title,
    server,
    database,
    supply: async (count) => {
      const tokens = await makeTokens(database.pool, issuers, count);
      const requests = tokens.map((token) => wireRequest("GET", `/auth/token?external-auth-token=${token}`, server.port, browser));
      return { requests, reusable: false };
    },
    tally: () => countArrivals(database.pool),
    expected: { status: 302, head: [`location: ${INTENDED_URL}\r\n`, "set-cookie: eu_session="], body: "" },
  };
}

async function rawCommand(
  { root, programs, nodeArgs }: Workshop,
  { database }: LatchkeyDatabase,
  issuers: readonly BenchIssuer[],
): Promise<ServerCommand> {
  const port = await freePort();
  const keys = JSON.stringify(Object.fromEntries(issuers.map(({ keyId, key }) => [keyId, key])));
  const env = { BENCH_DATABASE: database.url, BENCH_KEYS: keys, PORT: String(port) };
  return { name: "raw", args: [...nodeArgs, programs.rawExternalToken], cwd: root, env, port, readyPath: "/ready" };
}
