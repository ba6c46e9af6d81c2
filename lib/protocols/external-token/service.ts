import { environment } from "@/lib/env";
import { SealedForOthers } from "@/lib/crypto/sealed-secret";
import { gatewayDatabase } from "@/lib/db/pools";
import { recordRefusal } from "@/lib/events/login-event";
import { isForeign, isSameOrigin, senderOfRequest } from "@/lib/forms/same-origin";
import { isNavigation } from "@/lib/http/is-navigation";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import * as page from "@/lib/http/sign-in-page";
import { formOf, readTicket } from "@/lib/http/sign-in-request";
import { newId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { log } from "@/lib/log";
import { newSession } from "@/lib/people";
import { endUserSetCookie } from "@/lib/people/end-user-cookie";
import { holdSignIn, isOfThisBrowser, takeHeldSignIn } from "@/lib/people/held-sign-in";
import { sessionHashOf } from "@/lib/people/session-of-request";
import { judge, judgeByMemory, type Judged } from "./judge";
import { type TokenRefusal, tokenRefusals } from "./refusals";
import { readReturnUrl } from "./return-url";
import { enter, type EntryRow, type IssuerRow } from "./store";
import * as wire from "./wire";

/** `GET` and `POST /auth/token`: a partner's user arrives with a token of the partner's. */
export const externalTokenRoute: GatewayRoute = {
  name: "external-token.sign-in",
  methods: ["GET", "POST"],
  path: wire.tokenPath,
  handle: (request) => guarded(request, arrive),
  failure: page.generalFailure,
};

/** `/auth/token/continue`: a token that was held goes on. GET: from another site's form; POST: after the question. */
export const heldTokenRoute: GatewayRoute = {
  name: "external-token.continue",
  methods: ["GET", "POST"],
  path: wire.continuePath,
  handle: (request) => guarded(request, goOn),
  failure: page.generalFailure,
};

/** A token as it is to be let in. */
type Arrival = {
  readonly text: string;
  readonly fromCookie: boolean;
  /** null: it has just come */
  readonly heldAtMs: number | null;
  /** the user was asked whether to become somebody else, and said yes */
  readonly confirmed: boolean;
};

// From here to the entering statement every arrival passes, and promises are dear (docs/performance.md): where nothing is
// waited for, there is none.
function guarded(request: RoomRequest, handle: (request: RoomRequest) => Promise<RoomResponse>): Promise<RoomResponse> {
  if (request.arrivedInClear) return refuse(request, "plain_http", null);
  if (!isNavigation(request)) return Promise.resolve(page.lookedAt(request));
  return handle(request).catch((error: unknown) => {
    if (!(error instanceof SealedForOthers)) throw error;
    // Somebody has moved rows about, or the master secret is another one: nobody is let in by a key of which that is so.
    log().error({ error, requestId: request.requestId }, "the key of an issuer does not open");
    return { ...page.generalFailure("unavailable", request), status: 503 };
  });
}

function arrive(request: RoomRequest): Promise<RoomResponse> {
  return request.method === "POST" ? formOf(request).then((form) => present(request, form)) : present(request, null);
}

function present(request: RoomRequest, form: URLSearchParams | null): Promise<RoomResponse> {
  const presented = wire.readToken(request, form);
  if (!presented.ok) return refuse(request, presented.reason, null);
  return letIn(request, { ...presented.value, heldAtMs: null, confirmed: false });
}

async function goOn(request: RoomRequest): Promise<RoomResponse> {
  const post = request.method === "POST";
  if (post && !isSameOrigin(senderOfRequest(request), environment().publicUrl)) return page.foreignForm(request);
  const held = await takeHeldSignIn(gatewayDatabase(), "held-token", await readTicket(request));
  // The answer counts in the session that was asked alone: a ticket is of no use in another browser.
  if (held === null || (post && !isOfThisBrowser(request, held))) return page.heldNoMore(request);
  return letIn(request, { text: held.text, fromCookie: false, heldAtMs: held.heldAtMs, confirmed: post });
}

async function letIn(request: RoomRequest, arrival: Arrival): Promise<RoomResponse> {
  // Most arrive by an issuer that this process has seen before, and are in by one statement. Whoever is not, is judged by what the
  // database says.
  const recalled = request.method === "GET" && arrival.heldAtMs === null ? await judgeByMemory(arrival.text) : null;
  const answer = recalled && (await admit(request, arrival, recalled));
  if (answer) return answer;
  const judged = await judge(gatewayDatabase(), arrival.text, arrival.heldAtMs);
  if (!judged.ok) return refuse(request, judged.reason, judged.issuer);
  return (await admit(request, arrival, judged.value)) ?? refuse(request, "issuer_disabled", judged.value.issuer);
}

/** @returns null: the issuer is not active, or what was assumed of it does not hold */
async function admit(request: RoomRequest, arrival: Arrival, judged: Judged): Promise<RoomResponse | null> {
  const { issuer, nowMs } = judged;
  const heldAtMs = arrival.heldAtMs ?? nowMs;
  // With a form of another site no Lax cookie comes along, so nobody knows yet who is signed in.
  if (request.method === "POST" && !arrival.confirmed && isForeign(senderOfRequest(request), environment().publicUrl))
    return wire.continueLater(await holdSignIn(gatewayDatabase(), "held-token", { text: arrival.text, heldAtMs, sessionHash: null }));
  const { publicUrl } = environment();
  const target = readReturnUrl(judged.visitor.intendedUrl, { publicUrl, hosts: issuer.returnHosts });
  const location = target.ok ? target.value : "/";
  const session = newSession(request.header("user-agent")[0] ?? null);
  const row = await enterWith(request, judged, {
    confirmed: arrival.confirmed,
    intendedUrlRefused: !target.ok,
    session: session.row,
    leadsTo: location,
  });
  if (!row.issuerActive) return null;
  if (row.entered)
    return wire.accepted(
      request,
      row.termsDue ? page.TERMS_PAGE : location,
      endUserSetCookie(publicUrl, session.token, session.row.expiresAt),
      arrival.fromCookie,
    );
  if (!row.suspended && !row.linkEnded && row.mustAsk) {
    const ticket = await holdSignIn(gatewayDatabase(), "held-token", { text: arrival.text, heldAtMs, sessionHash: sessionHashOf(request) });
    const people = { name: row.name, other: judged.visitor.email };
    return page.askToSwitch(request, people, { action: wire.CONTINUE, ticket, leadsTo: location });
  }
  return refuse(request, reasonOf(row), issuer, row.suspended || row.linkEnded ? row.endUserId : null);
}

function reasonOf(row: EntryRow): TokenRefusal {
  if (row.suspended) return "user_suspended";
  // Everything was in order, yet nobody came in: a token with this id was faster, now or long ago.
  return row.linkEnded ? "link_ended" : "jti_replayed";
}

function enterWith(
  request: RoomRequest,
  { issuer, visitor, warnings, previousKey, assumption }: Judged,
  entry: { confirmed: boolean; intendedUrlRefused: boolean; session: ReturnType<typeof newSession>["row"]; leadsTo: string },
): Promise<EntryRow> {
  const told = entry.intendedUrlRefused ? [...warnings, "intended_url_refused"] : warnings;
  const detail = { ...(told.length > 0 ? { warnings: told } : {}), ...(previousKey ? { previousKey: true as const } : {}) };
  return enter(
    gatewayDatabase(),
    {
      issuerId: issuer.id,
      visitor,
      newUserId: newId(),
      session: entry.session,
      sessionBefore: sessionHashOf(request),
      confirmed: entry.confirmed,
      eventId: newId(),
      requestId: request.requestId,
      detail: Object.keys(detail).length > 0 ? detail : null,
      leadsTo: entry.leadsTo,
    },
    assumption,
  );
}

async function refuse(
  request: RoomRequest,
  reason: TokenRefusal,
  issuer: IssuerRow | null,
  endUserId: string | null = null,
): Promise<RoomResponse> {
  if (tokenRefusals[reason].guess) {
    const guess = { route: externalTokenRoute.name, credentialId: issuer?.id ?? null, clientAddress: request.clientAddress };
    const wait = await countGuess(guess);
    // Counted, not stored: whoever guesses must not be able to fill the table of events.
    if (wait !== null) return page.tooManyFailures(request, wait);
  }
  await recordRefusal(gatewayDatabase(), {
    kind: "login",
    protocol: "external-token",
    reason,
    partnerId: issuer?.partnerId ?? null,
    appId: null,
    credentialId: issuer?.id ?? null,
    endUserId,
    loginTokenId: null,
    requestId: request.requestId,
    test: false,
  });
  const active = issuer !== null && !issuer.disabled && !issuer.partnerSuspended && reason !== "issuer_disabled";
  return active ? wire.refusedAtIssuer(request, reason, issuer) : wire.refused(request, reason);
}
