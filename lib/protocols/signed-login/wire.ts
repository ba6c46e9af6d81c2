import { accept, refuse, type Result } from "@/lib/core/result";
import { type GeneralFailure, json, type RoomRequest, type RoomResponse } from "@/lib/http/message";
import { type CallRefusal, callRefusals } from "./refusals";
import type { Call } from "./verify";

/** `/thirdparty/login/v2`, spelled exactly so. */
export const loginPath = /^\/thirdparty\/login\/v2$/;
/** Where the documents are shown and accepted. */
export const enrolmentPath = /^\/enrollmentform\/v2$/;
export const acceptancePath = /^\/enrollmentform\/v2\/accept$/;
export const sessionPath = /^\/api\/v1\/session$/;
export const portalPath = /^\/api\/v1\/session\/portal$/;
export const portalEntryPath = /^\/session\/enter$/;
export const PORTAL_ENTRY = "/session/enter";
const ENROLMENT = "/enrollmentform/v2";
export const ACCEPTANCE = "/enrollmentform/v2/accept";

export const LONGEST_BODY = 64 * 1024;

// The seed's header names, and what the call is called by us.
const mandatory = {
  apiKey: "dcoupon-authorization-apikey",
  method: "dcoupon-authorization-method",
  timestamp: "dcoupon-authorization-timestamp",
  signature: "dcoupon-authorization-signature",
} as const;
const BODY_SIGNATURE = "latchkey-body-signature";
const BODY_NONCE = "latchkey-body-nonce";

export type HeaderRefusal =
  | { readonly ok: false; readonly reason: "header_missing"; readonly missing: readonly string[] }
  | { readonly ok: false; readonly reason: "header_repeated" };

/** Reads the headers of a call; their values are trimmed, nothing else is changed. @param body all of it */
export function readCall(request: RoomRequest, body: Uint8Array): { readonly ok: true; readonly value: Call } | HeaderRefusal {
  const values = Object.fromEntries(Object.entries(mandatory).map(([name, header]) => [name, trimmed(request, header)]));
  const missing = Object.entries(mandatory).filter(([name]) => (values[name] ?? []).every((value) => value === ""));
  if (missing.length > 0) return { ok: false, reason: "header_missing", missing: missing.map(([, header]) => header) };
  const [bodySignature, nonce] = [trimmed(request, BODY_SIGNATURE), trimmed(request, BODY_NONCE)];
  if ([...Object.values(values), bodySignature, nonce].some((list) => list.length > 1)) return { ok: false, reason: "header_repeated" };
  const one = (name: keyof typeof mandatory) => values[name]?.[0] ?? "";
  return accept({
    apiKey: one("apiKey"),
    method: one("method"),
    timestamp: one("timestamp"),
    signature: one("signature"),
    bodySignature: bodySignature[0] ?? null,
    nonce: nonce[0] ?? null,
    body,
  });
}

function trimmed(request: RoomRequest, name: string): string[] {
  return request.header(name).map((value) => value.trim());
}

/** The answer to a call whose user is registered and has accepted what there is to accept (seed, "Status code 200"). */
export function signedIn(sessionToken: string): RoomResponse {
  return json(200, { message: "OK", sessionToken }, { "client-type": "PARTNER" });
}

/** The answer to a call whose user has to accept documents first (seed, "Status code 301"). @param base our public URL */
export function toEnrolment(base: string, enrolmentToken: string): RoomResponse {
  // 301 is the seed's; kept from caches by `no-store`, which is on every answer of ours.
  const location = `${base}${ENROLMENT}?jwt=${enrolmentToken}`;
  return json(301, { message: "There are mandatory documents to be accepted" }, { location });
}

/** What the body lacks, by its names on the wire. */
const bodyFields: Partial<Record<CallRefusal, string>> = {
  body_malformed: "body",
  external_id_missing: "externalId",
  external_id_malformed: "externalId",
  country_missing: "clientCountry",
  country_malformed: "clientCountry",
  email_malformed: "email",
  referral_code_malformed: "referralCode",
};

/** The answer to a refused call: no more than the seed says, whatever the reason. @param missing the headers that are not there */
export function refused(request: RoomRequest, reason: CallRefusal, missing: readonly string[] = []): RoomResponse {
  const { status } = callRefusals[reason];
  if (status === 403) return failure(request, 403, "Forbidden", "plain_http");
  if (status === 401) return failure(request, 401, "Unauthorized", "unauthorized");
  const field = bodyFields[reason];
  return failure(request, 404, "Missing parameters", "missing_parameters", { missing: field === undefined ? missing : [field] });
}

/**
 * The enrolment token of a request; clients append things to it, which are cut off at a question mark (seed 3's clients add
 * `?originDomain=…`). @returns null when there is none, or more than one
 */
export function readEnrolmentParameter(parameters: URLSearchParams): string | null {
  const [text, ...more] = parameters.getAll("jwt");
  const jwt = text?.split("?", 1)[0] ?? "";
  return jwt === "" || more.length > 0 ? null : jwt;
}

/** The answer to an acceptance that counts for nothing. @param code what the page's script, and whoever looks on, is told */
export function acceptanceRefused(request: RoomRequest, status: number, code: string): RoomResponse {
  return failure(request, status, "Not accepted", code);
}

/** The answer to whoever failed too often. @param retryAfter seconds */
export function tooManyFailures(request: RoomRequest, retryAfter: number): RoomResponse {
  const answer = failure(request, 429, "Too Many Requests", "too_many_failures");
  return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfter) } };
}

// While the database is gone, and when anything else goes wrong, the body is the seed's for 500.
const general: Record<GeneralFailure, string> = {
  not_found: "Not Found",
  method_not_allowed: "Method Not Allowed",
  prefetch: "Service Unavailable",
  body_too_large: "Payload Too Large",
  body_too_slow: "Request Timeout",
  unavailable: "Internal Server Error",
  internal_error: "Internal Server Error",
};

/** What is no refusal of this protocol. The door sets the status. */
export function generalFailure(kind: GeneralFailure, request: RoomRequest): RoomResponse {
  return failure(request, 500, general[kind], kind);
}

function failure(request: RoomRequest, status: number, message: string, code: string, more: object = {}): RoomResponse {
  return json(status, { message, ...more, code, request_id: request.requestId });
}

/** Who the bearer of a session token is. Times are RFC 3339. */
export function sessionTold(session: {
  readonly endUserId: string;
  readonly externalId: string;
  readonly email: string | null;
  readonly apiKey: string;
  readonly expiresAt: Date;
}): RoomResponse {
  return json(200, {
    userId: session.endUserId,
    externalId: session.externalId,
    ...(session.email === null ? {} : { email: session.email }),
    clientApiKey: session.apiKey,
    expiresAt: session.expiresAt.toISOString(),
  });
}

/** The answer to a session token that does not count, whatever the reason; the remedy is the same: call login again. */
export function sessionRefused(request: RoomRequest): RoomResponse {
  const answer = failure(request, 401, "Unauthorized", "unauthorized", { success: false });
  return { ...answer, headers: { ...answer.headers, "www-authenticate": "Bearer" } };
}

/** The session token of a request: `Authorization: Bearer`, or the seed's own header; both may say the same. */
export function readSessionToken(request: RoomRequest): Result<string, "missing"> {
  const bearer = request.header("authorization").map((value) => /^Bearer +([^ ]+)$/i.exec(value.trim())?.[1] ?? "");
  const values = new Set([...bearer, ...request.header("dcoupon-user-jwt").map((value) => value.trim())]);
  const [token = ""] = values;
  return values.size === 1 && token !== "" ? accept(token) : refuse("missing");
}
