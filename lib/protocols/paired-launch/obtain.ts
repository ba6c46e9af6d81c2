import { hashToken, newToken } from "@/lib/crypto/token";
import { gatewayDatabase } from "@/lib/db/pools";
import { noteExposure } from "@/lib/events/bearer-exposure";
import { recordRefusal } from "@/lib/events/login-event";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import { newId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { type ObtainingRow, obtainToken } from "./obtain-store";
import { type ObtainingRefusal, obtainingRefusals } from "./refusals";
import { verifyObtaining } from "./verify";
import * as wire from "./wire";

/** `GET /api2/PSObtainToken`: a partner's server asks for the access token of a launch. */
export const obtainRoute: GatewayRoute = {
  name: "paired-launch.obtain",
  methods: ["GET"],
  path: wire.obtainPath,
  handle: obtain,
  failure: wire.generalFailure,
};

async function obtain(request: RoomRequest): Promise<RoomResponse> {
  const bearer = wire.readApiToken(request.header("apitoken"));
  if (request.arrivedInClear) return refuseClear(request, bearer.ok ? bearer.value : null);
  if (!bearer.ok) return refuse(request, bearer.reason, nobody);
  const accessToken = newToken();
  const row = await obtainToken(
    gatewayDatabase(),
    { bearerHash: hashToken(bearer.value), clientIds: wire.readClientIds(request.query) },
    { hash: hashToken(accessToken), id: newId(), eventId: newId(), requestId: request.requestId },
  );
  if (row.issued && row.pairing !== null) return wire.obtained(row.pairing.vhost, accessToken);
  const verdict = verifyObtaining(row.facts);
  if (!verdict.ok) return refuse(request, verdict.reason, row);
  // Everything was in order, so there are as many as may be. That is the limiter's answer, and no event (protocols.md).
  return wire.tooManyOpenTokens(Math.max(1, row.fullForSeconds ?? 1), request.requestId);
}

/** What of a refused request may be told to the partner whose bearer token was sent. */
type Known = Pick<ObtainingRow, "bearer" | "pairing">;
const nobody: Known = { bearer: null, pairing: null };

async function refuseClear(request: RoomRequest, bearer: string | null): Promise<RoomResponse> {
  const exposed = bearer === null ? null : await noteExposure(hashToken(bearer), request.requestId);
  return refuse(request, "plain_http", { ...nobody, bearer: exposed && { id: exposed.bearerId, partnerId: exposed.partnerId } });
}

async function refuse(request: RoomRequest, reason: ObtainingRefusal, { bearer, pairing }: Known): Promise<RoomResponse> {
  if (obtainingRefusals[reason].guess) {
    const guess = { route: obtainRoute.name, credentialId: bearer?.id ?? null, clientAddress: request.clientAddress };
    const wait = await countGuess(guess);
    // Counted, not stored: whoever guesses must not be able to fill the table of events.
    if (wait !== null) return wire.tooManyFailures(wait, request.requestId);
  }
  await recordRefusal(gatewayDatabase(), {
    kind: "launch",
    protocol: "paired-launch",
    reason,
    partnerId: bearer?.partnerId ?? null,
    appId: null,
    credentialId: bearer?.id ?? null,
    endUserId: pairing?.endUserId ?? null,
    loginTokenId: null,
    requestId: request.requestId,
    test: pairing?.test ?? false,
    ...(pairing ? { detail: { pairingId: pairing.id } } : {}),
  });
  return wire.notObtained(reason, request.requestId);
}
