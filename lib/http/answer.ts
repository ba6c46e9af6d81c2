import { isDatabaseGone } from "../db/failure";
import { readiness } from "../health/readiness";
import { environment } from "../env";
import { log } from "../log";
import { oncePerProcess } from "../registry";
import {
  BodyTooLarge,
  BodyTooSlow,
  type GatewayRoute,
  type GeneralFailure,
  generalFailureStatus,
  type RoomRequest,
  type RoomResponse,
} from "./message";
import { bareAnswerHeaders } from "./safety-headers";

const always = () => oncePerProcess("bare-answer-headers", () => Object.entries(bareAnswerHeaders(environment().publicUrl)));

// What the room says comes after what is on every answer, and wins. Filled by hand: two spreads cost as much as the rest.
function withAlways(own: RoomResponse["headers"], requestId: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of always()) all[name] = value;
  for (const name in own) all[name] = own[name] ?? "";
  all["x-request-id"] = requestId;
  return all;
}

/** Seconds after which a caller may try again when the platform is unavailable. */
export const RETRY_AFTER_SECONDS = "2";

/**
 * Answers one protocol request: refuses other methods, hands it to the room, and is the one place where what a room
 * throws becomes an answer in the protocol's form. Never throws.
 */
export function answer(route: GatewayRoute, request: RoomRequest): Promise<RoomResponse> {
  // Promises are dear in a process that has rendered a page on Node 20 (docs/performance.md): as few as will do.
  const finish = ({ status, headers, cookies, body }: RoomResponse): RoomResponse => ({
    status,
    headers: withAlways(headers, request.requestId),
    ...(cookies ? { cookies } : {}),
    body,
  });
  const refusal = refuseUnasked(route, request);
  if (refusal) return Promise.resolve(finish(refusal));
  return route.handle(request).then(finish, (error: unknown) => finish(failed(route, request, error)));
}

function refuseUnasked(route: GatewayRoute, request: RoomRequest): RoomResponse | null {
  // HEAD too: link checkers and mail scanners must not consume a token by looking (security.md, N1).
  if (!route.methods.some((method) => method === request.method)) return fail(route, request, "method_not_allowed");
  if (isPrefetch(request)) return fail(route, request, "prefetch");
  return readiness().refusesLogins ? fail(route, request, "unavailable") : null;
}

function failed(route: GatewayRoute, request: RoomRequest, error: unknown): RoomResponse {
  if (error instanceof BodyTooLarge) return fail(route, request, "body_too_large");
  if (error instanceof BodyTooSlow) return fail(route, request, "body_too_slow");
  const gone = isDatabaseGone(error);
  const sentence = gone ? "the database did not answer" : "a request failed";
  log()[gone ? "warn" : "error"]({ error, route: route.name, requestId: request.requestId }, sentence);
  return fail(route, request, gone ? "unavailable" : "internal_error");
}

const purposeHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

// A browser that looks ahead has not decided to go there; whoever it is for may never come (Fetch standard, `Sec-Purpose`).
function isPrefetch(request: RoomRequest): boolean {
  for (const name of purposeHeaders) {
    if (request.header(name).some((purpose) => /prefetch|preview/i.test(purpose))) return true;
  }
  return request.header("next-router-prefetch").length > 0;
}

function fail(route: GatewayRoute, request: RoomRequest, failure: GeneralFailure): RoomResponse {
  const response = route.failure(failure, request);
  return { ...response, status: generalFailureStatus[failure], headers: { ...response.headers, ...extraHeaders(route, failure) } };
}

function extraHeaders(route: GatewayRoute, failure: GeneralFailure): Record<string, string> {
  if (failure === "method_not_allowed") return { allow: route.methods.join(", ") };
  if (failure === "unavailable") return { "retry-after": RETRY_AFTER_SECONDS };
  // What is left of the body is not read: the connection cannot be used again.
  if (failure === "body_too_large" || failure === "body_too_slow") return { connection: "close" };
  return {};
}
