import { now } from "@/lib/clock";
import { seal, unseal } from "@/lib/crypto/seal";
import { gatewayDatabase } from "@/lib/db/pools";
import { environment } from "@/lib/env";
import { recordRefusal } from "@/lib/events/login-event";
import { isSameOrigin, senderOfRequest } from "@/lib/forms/same-origin";
import { type GatewayRoute, type GeneralFailure, json, type RoomRequest, type RoomResponse } from "@/lib/http/message";
import { newId } from "@/lib/id";
import { countGuess } from "@/lib/limits/guesses";
import { changedParagraphs, textFor } from "./document-text";
import { enrolmentPage, overPage, type ShownDocument, unknownLinkPage } from "./enrolment-page";
import { acceptTerms, type EnrolmentRow, findDocuments, findEnrolment, type LackedDocument, type ShownVersion } from "./enrolment-store";
import type { EnrolmentRefusal } from "./refusals";
import { type Enrolment, mintSessionToken, readEnrolmentToken } from "./tokens";
import * as wire from "./wire";

/** `GET /enrollmentform/v2`: the documents that a user has to accept, within a frame or a webview. Looking accepts nothing. */
export const enrolmentRoute: GatewayRoute = {
  name: "signed-login.enrolment",
  methods: ["GET"],
  path: wire.enrolmentPath,
  handle: show,
  failure: pageFailure,
};

/** `POST /enrollmentform/v2/accept`: the page's own script says that its user accepts. */
export const acceptanceRoute: GatewayRoute = {
  name: "signed-login.acceptance",
  methods: ["POST"],
  path: wire.acceptancePath,
  handle: acceptDocuments,
  failure: wire.generalFailure,
};

async function show(request: RoomRequest): Promise<RoomResponse> {
  if (request.arrivedInClear) return unknownLinkPage(request, 403);
  const jwt = wire.readEnrolmentParameter(new URLSearchParams(request.query));
  const enrolment = jwt === null ? null : await readEnrolmentToken(environment().publicUrl, jwt, now().getTime());
  if (enrolment === null) {
    const wait = await countGuess({ route: enrolmentRoute.name, credentialId: null, clientAddress: request.clientAddress });
    return wait === null ? unknownLinkPage(request, 400) : unknownLinkPage(request, 429, { "retry-after": String(wait) });
  }
  const row = await findEnrolment(gatewayDatabase(), enrolment);
  if (!row?.allowed) return unknownLinkPage(request, 400);
  if (row.enrolments !== enrolment.enrolments) return overPage(request, "over", row);
  if (enrolment.expired) return overPage(request, "expired", row);
  const lacked = await findDocuments(gatewayDatabase(), enrolment.endUserId, row.lacking);
  const documents = lacked.map((document) => shownTo(request, row, document));
  const { partnerName, origins } = row;
  return enrolmentPage(request, { jwt: jwt ?? "", page: writePage(enrolment, documents), partnerName, origins, documents });
}

function shownTo(request: RoomRequest, { country }: EnrolmentRow, { versionId, texts, before }: LackedDocument): ShownDocument {
  const accepted = request.header("accept-language")[0] ?? null;
  const chosen = textFor(texts, accepted, country);
  if (!chosen) throw new Error("a version of a document has no text");
  const earlier = before?.find(({ language }) => language === chosen.language);
  return { versionId, ...chosen, changes: earlier ? changedParagraphs(earlier.text, chosen.text) : null };
}

async function acceptDocuments(request: RoomRequest): Promise<RoomResponse> {
  const body = await request.body(wire.LONGEST_BODY);
  if (request.arrivedInClear || !isSameOrigin(senderOfRequest(request), environment().publicUrl))
    return wire.acceptanceRefused(request, 403, "foreign_form");
  const form = new URLSearchParams(body.toString("utf8"));
  const jwt = wire.readEnrolmentParameter(form);
  const enrolment = jwt === null ? null : await readEnrolmentToken(environment().publicUrl, jwt, now().getTime());
  if (enrolment === null) return guessed(request);
  const shown = readPage(enrolment, form.get("page") ?? "");
  if (shown === null || form.get("agreed") !== "yes") return wire.acceptanceRefused(request, 403, "not_agreed");
  if (enrolment.expired) return refuse(request, enrolment, "enrolment_expired");
  const row = await acceptTerms(gatewayDatabase(), { enrolment, shown, tokenId: newId(), eventId: newId(), requestId: request.requestId });
  if (row.outcome === "not_allowed") return refuse(request, enrolment, "enrolment_not_allowed");
  if (row.outcome === "over") return refuse(request, enrolment, "enrolment_over");
  if (row.outcome === "terms_changed") return refuse(request, enrolment, "terms_changed");
  const { apiKey, externalId } = enrolment;
  return json(200, { sessionToken: await mintSessionToken(environment().publicUrl, { apiKey, externalId, email: row.email }, row.token) });
}

// What a page has shown goes with it, sealed for its own enrolment token alone: another page's does not open there (P3E-14).
function writePage({ jti }: Enrolment, documents: readonly ShownVersion[]): string {
  const shown = documents.map(({ versionId, language }) => `${versionId}:${language}`).join();
  return Buffer.from(seal("enrolment-page", jti, shown)).toString("base64url");
}

function readPage({ jti }: Enrolment, text: string): ShownVersion[] | null {
  const opened = unseal("enrolment-page", jti, Buffer.from(text, "base64url"));
  if (opened === null || opened === "") return opened === null ? null : [];
  return opened.split(",").map((one) => {
    const [versionId = "", language = ""] = one.split(":");
    return { versionId, language };
  });
}

async function guessed(request: RoomRequest): Promise<RoomResponse> {
  const wait = await countGuess({ route: acceptanceRoute.name, credentialId: null, clientAddress: request.clientAddress });
  return wait === null ? wire.acceptanceRefused(request, 400, "enrolment_unknown") : wire.tooManyFailures(request, wait);
}

const statuses: Record<EnrolmentRefusal, number> = {
  enrolment_expired: 410,
  enrolment_over: 409,
  terms_changed: 409,
  enrolment_not_allowed: 401,
};

async function refuse(request: RoomRequest, enrolment: Enrolment, reason: EnrolmentRefusal): Promise<RoomResponse> {
  const row = await findEnrolment(gatewayDatabase(), enrolment);
  await recordRefusal(gatewayDatabase(), {
    kind: "login",
    protocol: "signed-login",
    reason,
    partnerId: row?.partnerId ?? null,
    appId: null,
    credentialId: row?.clientId ?? null,
    endUserId: row ? enrolment.endUserId : null,
    loginTokenId: null,
    requestId: request.requestId,
    test: false,
  });
  return wire.acceptanceRefused(request, statuses[reason], reason);
}

// The door sets the status.
function pageFailure(_kind: GeneralFailure, request: RoomRequest): RoomResponse {
  return unknownLinkPage(request, 500);
}
