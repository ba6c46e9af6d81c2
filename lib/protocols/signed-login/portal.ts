import { hashToken, isTokenSpelling, newToken } from "@/lib/crypto/token";
import { gatewayDatabase } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import { isSameOrigin, senderOfRequest } from "@/lib/forms/same-origin";
import { isNavigation } from "@/lib/http/is-navigation";
import { type GatewayRoute, json, type RoomRequest, type RoomResponse } from "@/lib/http/message";
import { countGuess } from "@/lib/limits/guesses";
import { newSession } from "@/lib/people";
import { endUserSetCookie } from "@/lib/people/end-user-cookie";
import { sessionHashOf } from "@/lib/people/session-of-request";
import * as page from "./portal-page";
import { enterPortal, keepTicket } from "./portal-store";
import { presentedToken } from "./session";
import * as wire from "./wire";

/** `POST /api/v1/session/portal`: a one-time address that opens the portal for the bearer of a session token. */
export const portalRoute: GatewayRoute = {
  name: "signed-login.portal",
  methods: ["POST"],
  path: wire.portalPath,
  handle: giveAddress,
  failure: wire.generalFailure,
};

/** `/session/enter`: that address. GET opens it; POST, after the question whether somebody else is to be signed in. */
export const portalEntryRoute: GatewayRoute = {
  name: "signed-login.portal-entry",
  methods: ["GET", "POST"],
  path: wire.portalEntryPath,
  handle: enter,
  failure: page.generalFailure,
};

async function giveAddress(request: RoomRequest): Promise<RoomResponse> {
  const tokenId = await presentedToken(request);
  if (typeof tokenId !== "string") return tokenId;
  const ticket = newToken();
  const expiresAt = await keepTicket(gatewayDatabase(), hashToken(ticket), tokenId);
  if (expiresAt === null) return wire.sessionRefused(request);
  return json(200, { url: `${environment().publicUrl}${wire.PORTAL_ENTRY}?ticket=${ticket}`, expiresAt: expiresAt.toISOString() });
}

async function enter(request: RoomRequest): Promise<RoomResponse> {
  const post = request.method === "POST";
  if (post && !isSameOrigin(senderOfRequest(request), environment().publicUrl)) return page.refused(request, 403);
  // Whoever would show it within something else is not about to come in (T9, T10).
  if (request.arrivedInClear || !isNavigation(request)) return page.refused(request, 403);
  const sent = post ? (await request.body(wire.LONGEST_BODY)).toString("utf8") : request.query;
  const ticket = new URLSearchParams(sent).get("ticket") ?? "";
  if (!isTokenSpelling(ticket)) return guessed(request);
  const { token, row: session } = newSession(request.header("user-agent")[0] ?? null);
  const entry = { ticketHash: hashToken(ticket), sessionBefore: sessionHashOf(request), confirmed: post, session };
  const result = await enterPortal(gatewayDatabase(), entry);
  if (result.outcome === "over") return guessed(request);
  if (result.outcome === "must_ask") return page.askToSwitch(request, result, ticket);
  const cookies = [endUserSetCookie(environment().publicUrl, token, session.expiresAt)];
  return { status: 303, headers: { location: "/" }, cookies, body: "" };
}

async function guessed(request: RoomRequest): Promise<RoomResponse> {
  const wait = await countGuess({ route: portalEntryRoute.name, credentialId: null, clientAddress: request.clientAddress });
  return wait === null ? page.refused(request, 410) : page.refused(request, 429, { "retry-after": String(wait) });
}
