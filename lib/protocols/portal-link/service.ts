import { gatewayDatabase } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import { recordRefusal } from "@/lib/events/login-event";
import { isNavigation } from "@/lib/http/is-navigation";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import { countGuess } from "@/lib/limits/guesses";
import { sessionHashOf } from "@/lib/people/session-of-request";
import { readClaim } from "./claim";
import type { LinkRefusal } from "./refusals";
import { findLinkFacts, recordResumed } from "./store";
import { judgeClaim, judgeKey, type KeyRow } from "./verify";
import * as wire from "./wire";

/** `GET /portal`: a portal link of old. It signs nobody in, whatever it says; of a session that is there it makes use, and no more. */
export const portalLinkRoute: GatewayRoute = {
  name: "portal-link.arrive",
  methods: ["GET"],
  path: wire.portalPath,
  handle: arrive,
  failure: (kind, request) => wire.generalFailure(environment().publicUrl, kind, request),
};

async function arrive(request: RoomRequest): Promise<RoomResponse> {
  const { publicUrl } = environment();
  if (!isNavigation(request)) return wire.refused(publicUrl, request, "looked");
  const link = wire.readPortalLink(request);
  if (link === null) return wire.toHome(publicUrl);
  const { nowMs, ...found } = await findLinkFacts(gatewayDatabase(), link.key, sessionHashOf(request));
  const { key, signedIn } = found;
  const known = judgeKey({ ...found, arrivedInClear: request.arrivedInClear });
  if (!known.ok) return refuse(request, known.reason, key);
  // Not before there is a session: what `sig` says of anybody must make no difference to who has none (P5-02, P5-03).
  const judged = judgeClaim({ claim: readClaim(link.sig), key: known.value, signedIn, nowMs });
  if (!judged.ok) return refuse(request, judged.reason, key);
  await recordResumed(gatewayDatabase(), known.value, request.requestId);
  return wire.toHome(publicUrl);
}

async function refuse(request: RoomRequest, reason: LinkRefusal, key: KeyRow | null): Promise<RoomResponse> {
  const { publicUrl } = environment();
  const counted = { route: portalLinkRoute.name, credentialId: key?.id ?? null, clientAddress: request.clientAddress };
  // The answer is the same beyond the limit; only the table of events is not to be filled by whoever likes.
  if ((await countGuess(counted)) === null) {
    await recordRefusal(gatewayDatabase(), {
      kind: "login",
      protocol: "portal-link",
      reason,
      partnerId: key?.partnerId ?? null,
      appId: null,
      credentialId: key?.id ?? null,
      // Whoever is signed in here is none of the partner's business: the link has not named them.
      endUserId: null,
      loginTokenId: null,
      requestId: request.requestId,
      test: false,
    });
  }
  return reason === "plain_http" ? wire.refused(publicUrl, request, "inClear") : wire.retired(publicUrl);
}
