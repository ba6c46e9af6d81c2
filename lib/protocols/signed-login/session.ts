import { now } from "@/lib/clock";
import { gatewayDatabase } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import { countGuess } from "@/lib/limits/guesses";
import { findLiveSession } from "./session-store";
import { readSessionToken } from "./tokens";
import * as wire from "./wire";

/** `GET /api/v1/session`: who the bearer of a session token is. */
export const sessionRoute: GatewayRoute = {
  name: "signed-login.session",
  methods: ["GET"],
  path: wire.sessionPath,
  handle: tellSession,
  failure: wire.generalFailure,
};

async function tellSession(request: RoomRequest): Promise<RoomResponse> {
  const tokenId = await presentedToken(request);
  if (typeof tokenId !== "string") return tokenId;
  const session = await findLiveSession(gatewayDatabase(), tokenId);
  return session === null ? wire.sessionRefused(request) : wire.sessionTold(session);
}

/**
 * The id of the session token that a request carries; an answer of ours when there is none that is rightly signed and in its
 * time. Whether it still counts, the database says.
 */
export async function presentedToken(request: RoomRequest): Promise<string | RoomResponse> {
  const presented = wire.readSessionToken(request);
  const read = presented.ok ? await readSessionToken(environment().publicUrl, presented.value, now().getTime()) : null;
  if (read !== null && !request.arrivedInClear) return read.expired ? wire.sessionRefused(request) : read.jti;
  const wait = await countGuess({ route: sessionRoute.name, credentialId: null, clientAddress: request.clientAddress });
  return wait === null ? wire.sessionRefused(request) : wire.tooManyFailures(request, wait);
}
