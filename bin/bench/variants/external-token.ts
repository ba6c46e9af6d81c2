import { type BenchIssuer, countArrivals, INTENDED_URL, makeTokens } from "../issuers";
import { browserHeaders } from "./browser-headers";
import type { LatchkeyDatabase } from "./latchkey";
import { roomServer } from "./room-server";
import { type Variant, type VariantKey, wireRequest, type Workshop } from "./variant";

/** Variants (a) to (c) of the arrivals: a server with nothing around the statements, our front door, the same room in Next. */
export async function arrivalVariant(
  key: VariantKey,
  workshop: Workshop,
  ours: LatchkeyDatabase,
  issuers: readonly BenchIssuer[],
): Promise<Variant> {
  const room = await roomServer(key, workshop, ours, {
    title: "raw node:http + jose + pg",
    program: "rawExternalToken",
    env: () => ({ BENCH_KEYS: JSON.stringify(Object.fromEntries(issuers.map(({ keyId, key: secret }) => [keyId, secret]))) }),
  });
  return {
    ...room,
    supply: async (count) => {
      const tokens = await makeTokens(room.database.pool, issuers, count);
      const target = (token: string) => `/auth/token?external-auth-token=${token}`;
      return { requests: tokens.map((token) => wireRequest("GET", target(token), room.server.port, browserHeaders)), reusable: false };
    },
    tally: () => countArrivals(room.database.pool),
    expected: { status: 302, head: [`location: ${INTENDED_URL}\r\n`, "set-cookie: eu_session="], body: "" },
  };
}
