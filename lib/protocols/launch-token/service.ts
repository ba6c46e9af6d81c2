import { generatedAddress } from "@/lib/core/generated-address";
import { nextMidnight } from "@/lib/core/local-day";
import { accept, refuse, type Result } from "@/lib/core/result";
import { withServicesToken } from "@/lib/core/target-url";
import { hashToken, newToken } from "@/lib/crypto/token";
import { gatewayDatabase, pool } from "@/lib/db/pools";
import { noteExposure } from "@/lib/events/bearer-exposure";
import { recordRefusal } from "@/lib/events/login-event";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import { newId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { type LaunchRefusal, type RedemptionRefusal, redemptionRefusals } from "./refusals";
import { launchTokenLife } from "./settings";
import { findLaunch, mint, redeem, type RedemptionRow } from "./store";
import { verifyLaunch, verifyRedemption } from "./verify";
import * as wire from "./wire";

/** `GET /api/authorization/<token>`: the partner's half of protocol 1. */
export const redemptionRoute: GatewayRoute = {
  name: "launch-token.redeem",
  methods: ["GET"],
  path: wire.redemptionPath,
  handle: handleRedemption,
  failure: (failure, { requestId }) => wire.generalFailure(failure, requestId),
};

async function handleRedemption(request: RoomRequest): Promise<RoomResponse> {
  const bearer = wire.readBearer(request.header("authorization"));
  if (request.arrivedInClear) return refuseClear(request, bearer.ok ? bearer.value : null);
  if (!bearer.ok) return refuseRedemption(request, bearer.reason, nobody);
  const loginToken = wire.readLoginToken(request.path);
  const row = await redeem(gatewayDatabase(), {
    bearerHash: hashToken(bearer.value),
    loginTokenHash: loginToken === null ? null : hashToken(loginToken),
    eventId: newId(),
    requestId: request.requestId,
  });
  if (row.consumed) return wire.accepted(addressOf(row), sessionOf(row));
  const verdict = verifyRedemption(row.facts);
  // Everything was in order when the statement looked, yet it consumed nothing: another request was faster.
  if (verdict.ok) return refuseRedemption(request, "token_used", knownFrom(row));
  const reason = verdict.reason === "token_unknown" && loginToken === null ? "token_malformed" : verdict.reason;
  return refuseRedemption(request, reason, knownFrom(row));
}

function addressOf(row: RedemptionRow): string {
  if (row.loginToken === null) throw new Error("a token was consumed that is not there");
  return row.verifiedEmail ?? generatedAddress(row.loginToken.endUserId);
}

// Midnights are the same for every login of a zone until they have passed.
const midnights = new Map<string, number>();

function sessionOf({ zone, nowMs }: RedemptionRow): { endsAtMs: number; nowMs: number } {
  const name = zone ?? "UTC";
  const known = midnights.get(name);
  if (known !== undefined && known > nowMs && known - nowMs <= 26 * 3_600_000) return { endsAtMs: known, nowMs };
  const endsAtMs = nextMidnight(name, nowMs);
  midnights.set(name, endsAtMs);
  return { endsAtMs, nowMs };
}

/** What of a refused attempt may be told to the partner whose bearer token was sent. */
type Known = { readonly partnerId: string | null; readonly bearerId: string | null; readonly loginToken: RedemptionRow["loginToken"] };
const nobody: Known = { partnerId: null, bearerId: null, loginToken: null };

function knownFrom(row: RedemptionRow): Known {
  const partnerId = row.facts.bearer?.partnerId ?? null;
  // Of another partner's token nothing but its foreignness reaches this partner's list.
  const own = partnerId !== null && row.facts.token?.partnerId === partnerId;
  return { partnerId, bearerId: row.bearerId, loginToken: own ? row.loginToken : null };
}

async function refuseClear(request: RoomRequest, bearer: string | null): Promise<RoomResponse> {
  const exposed = bearer === null ? null : await noteExposure(hashToken(bearer), request.requestId);
  return refuseRedemption(request, "plain_http", exposed ? { ...nobody, ...exposed } : nobody);
}

async function refuseRedemption(request: RoomRequest, reason: RedemptionRefusal, known: Known): Promise<RoomResponse> {
  if (redemptionRefusals[reason].guess) {
    const wait = await countGuess({ route: redemptionRoute.name, credentialId: known.bearerId, clientAddress: request.clientAddress });
    // Counted, not stored: whoever guesses must not be able to fill the table of events.
    if (wait !== null) return wire.tooManyFailures(wait, request.requestId);
  }
  await recordRefusal(gatewayDatabase(), {
    kind: "login",
    protocol: "launch-token",
    reason,
    partnerId: known.partnerId,
    appId: known.loginToken?.appId ?? null,
    credentialId: known.bearerId,
    endUserId: known.loginToken?.endUserId ?? null,
    loginTokenId: known.loginToken?.id ?? null,
    requestId: request.requestId,
    test: known.loginToken?.test ?? false,
    detail: wire.detailOf(request, reason),
  });
  return wire.refused(reason, request.requestId);
}

/** A login token that was just minted: shown to nobody but the browser that is sent to `url`. */
export type Launch = { readonly url: string; readonly token: string };

/**
 * What the catalogue's Open does: mints a one-time token for this user and app (protocols.md, section 1, "Launch").
 * @param launch.test launch as a test user of the app's partner; leads to the draft where there is one
 * @returns the Service URL with `services=<token>`, or why not; refusals of known apps are events of their partner
 */
export async function launch(launch: {
  appId: string;
  endUserId: string;
  test: boolean;
  requestId: string;
}): Promise<Result<Launch, LaunchRefusal>> {
  const db = pool("pages");
  const { facts, serviceUrl } = await findLaunch(db, launch);
  const verdict = verifyLaunch(facts);
  if (!verdict.ok) {
    await recordRefusal(db, {
      kind: "launch",
      protocol: "launch-token",
      reason: verdict.reason,
      partnerId: facts.app?.partnerId ?? null,
      appId: facts.app ? launch.appId : null,
      credentialId: null,
      endUserId: facts.user ? launch.endUserId : null,
      loginTokenId: null,
      requestId: launch.requestId,
      test: launch.test,
    });
    return refuse(verdict.reason);
  }
  if (serviceUrl === null || facts.app === null) throw new Error("a launch was allowed that leads nowhere");
  const token = newToken();
  await mint(db, {
    hash: hashToken(token),
    id: newId(),
    appId: launch.appId,
    endUserId: launch.endUserId,
    partnerId: facts.app.partnerId,
    test: launch.test,
    life: await launchTokenLife(),
    eventId: newId(),
    requestId: launch.requestId,
  });
  return accept({ url: withServicesToken(serviceUrl, token), token });
}
