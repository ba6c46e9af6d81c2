import { signingSecretOf } from "@/lib/crypto/hmac-secrets";
import { SealedForOthers } from "@/lib/crypto/sealed-secret";
import { hashToken, isTokenSpelling } from "@/lib/crypto/token";
import { gatewayDatabase } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import { recordRefusal } from "@/lib/events/login-event";
import { isSameOrigin, senderOfRequest } from "@/lib/forms/same-origin";
import { isNavigation } from "@/lib/http/is-navigation";
import type { GatewayRoute, RoomRequest, RoomResponse } from "@/lib/http/message";
import * as page from "@/lib/http/sign-in-page";
import { readTicket } from "@/lib/http/sign-in-request";
import { newId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { log } from "@/lib/log";
import { newSession } from "@/lib/people";
import { endUserSetCookie } from "@/lib/people/end-user-cookie";
import { holdSignIn, isOfThisBrowser, takeHeldSignIn } from "@/lib/people/held-sign-in";
import { sessionHashOf } from "@/lib/people/session-of-request";
import { enter, findLaunch, type FoundLaunch } from "./launch-store";
import { launchPath, readLaunchUrl } from "./launch-url";
import { type LaunchRefusal, launchRefusals } from "./refusals";
import { verifyLaunch } from "./verify";
import * as wire from "./wire";

const signingSecret = signingSecretOf("pairing-key");

/** `GET /h/<vhost>/te/lo.cgi?…`: the browser of a partner's user arrives with a signed launch URL. */
export const launchRoute: GatewayRoute = {
  name: "paired-launch.launch",
  methods: ["GET"],
  path: launchPath,
  handle: (request) => guarded(request, arrive),
  failure: page.generalFailure,
};

/** `POST /h/continue`: a launch that was held goes on after the question. */
export const heldLaunchRoute: GatewayRoute = {
  name: "paired-launch.continue",
  methods: ["POST"],
  path: wire.continuePath,
  handle: (request) => guarded(request, goOn),
  failure: page.generalFailure,
};

/** A launch URL as it is to be judged. */
type Arrival = {
  readonly path: string;
  readonly query: string;
  /** null: it has just come */
  readonly heldAtMs: number | null;
};

function guarded(request: RoomRequest, handle: (request: RoomRequest) => Promise<RoomResponse>): Promise<RoomResponse> {
  if (request.arrivedInClear) return refuse(request, "plain_http", null);
  if (!isNavigation(request)) return Promise.resolve(page.lookedAt(request));
  return handle(request).catch((error: unknown) => {
    if (!(error instanceof SealedForOthers)) throw error;
    // Somebody has moved rows about, or the master secret is another one: nobody is let in by a key of which that is so.
    log().error({ error, requestId: request.requestId }, "the key of a pairing does not open");
    return { ...page.generalFailure("unavailable", request), status: 503 };
  });
}

function arrive(request: RoomRequest): Promise<RoomResponse> {
  return letIn(request, { path: request.path, query: request.query, heldAtMs: null });
}

async function goOn(request: RoomRequest): Promise<RoomResponse> {
  if (!isSameOrigin(senderOfRequest(request), environment().publicUrl)) return page.foreignForm(request);
  const held = await takeHeldSignIn(gatewayDatabase(), "held-launch", await readTicket(request));
  // The answer counts in the session that was asked alone: a ticket is of no use in another browser.
  if (held === null || !isOfThisBrowser(request, held)) return page.heldNoMore(request);
  const [path = "", query = ""] = held.text.split("?", 2);
  return letIn(request, { path, query, heldAtMs: held.heldAtMs });
}

async function letIn(request: RoomRequest, arrival: Arrival): Promise<RoomResponse> {
  const judged = await judge(arrival);
  const { found, verdict, tokenHash } = judged;
  if (verdict !== null || tokenHash === null) return refuse(request, verdict ?? "token_malformed", found);
  const session = newSession(request.header("user-agent")[0] ?? null);
  const sessionBefore = sessionHashOf(request);
  const row = await enter(gatewayDatabase(), {
    tokenHash,
    session: session.row,
    sessionBefore,
    confirmed: arrival.heldAtMs !== null,
    heldAtMs: arrival.heldAtMs,
    eventId: newId(),
    requestId: request.requestId,
    previousKey: judged.previousKey,
  });
  if (row.entered) return wire.launched(row.termsDue, endUserSetCookie(environment().publicUrl, session.token, session.row.expiresAt));
  if (row.mustAsk) {
    const held = { text: `${arrival.path}?${arrival.query}`, heldAtMs: found.nowMs, sessionHash: sessionBefore };
    const ticket = await holdSignIn(gatewayDatabase(), "held-launch", held);
    return page.askToSwitch(request, row.people, { action: wire.CONTINUE, ticket, leadsTo: "/" });
  }
  // Everything was in order a moment ago: another request was faster, or the pairing has ended meanwhile.
  const again = await judge(arrival);
  return refuse(request, again.verdict ?? "token_used", again.found);
}

type Judged = {
  readonly found: FoundLaunch;
  readonly tokenHash: Buffer | null;
  /** the first check that fails; null: all passed */
  readonly verdict: LaunchRefusal | null;
  /** it is signed with the key before the current one */
  readonly previousKey: boolean;
};

/** Makes every check of a launch URL in its order. One query; nothing is written. */
async function judge({ path, query, heldAtMs }: Arrival): Promise<Judged> {
  const said = readLaunchUrl(path, query);
  const tokenHash = isTokenSpelling(said.accessToken) ? hashToken(said.accessToken) : null;
  const found = await findLaunch(gatewayDatabase(), tokenHash, heldAtMs);
  const signer = await signingSecret(said.signedText, said.signature, found.keys);
  const verdict = verifyLaunch({ said, ...found, signatureRight: signer !== null, nowMs: heldAtMs ?? found.nowMs });
  return { found, tokenHash, verdict: verdict.ok ? null : verdict.reason, previousKey: signer !== null && signer.id !== found.keys[0]?.id };
}

async function refuse(request: RoomRequest, reason: LaunchRefusal, found: FoundLaunch | null): Promise<RoomResponse> {
  const pairing = found?.pairing ?? null;
  const { guess } = launchRefusals[reason];
  if (guess) {
    const counted = { route: launchRoute.name, credentialId: pairing?.id ?? null, clientAddress: request.clientAddress };
    const wait = await countGuess(counted);
    // Counted, not stored: whoever guesses must not be able to fill the table of events.
    if (wait !== null) return page.tooManyFailures(request, wait);
  }
  await recordRefusal(gatewayDatabase(), {
    kind: "login",
    protocol: "paired-launch",
    reason,
    partnerId: pairing?.partnerId ?? null,
    appId: null,
    credentialId: pairing?.id ?? null,
    // Whoever cannot sign has named nobody.
    endUserId: guess ? null : (pairing?.endUserId ?? null),
    loginTokenId: found?.token?.id ?? null,
    requestId: request.requestId,
    test: pairing?.test ?? false,
  });
  return wire.notLaunched(request, reason);
}
