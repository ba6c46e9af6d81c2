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

// Asked for with every answer, and always the same.
const always = () => oncePerProcess("bare-answer-headers", () => bareAnswerHeaders(environment().publicUrl));

/** Seconds after which a caller may try again when the platform is unavailable. */
export const RETRY_AFTER_SECONDS = "2";

/**
 * Answers one protocol request: refuses other methods, hands it to the room, and is the one place where what a room
 * throws becomes an answer in the protocol's form. Never throws.
 */
export async function answer(route: GatewayRoute, request: RoomRequest): Promise<RoomResponse> {
  const response = await attempt(route, request);
  return { ...response, headers: { ...always(), ...response.headers, "x-request-id": request.requestId } };
}

async function attempt(route: GatewayRoute, request: RoomRequest): Promise<RoomResponse> {
  // HEAD too: link checkers and mail scanners must not consume a token by looking (security.md, N1).
  if (request.method !== route.method) return fail(route, request, "method_not_allowed");
  if (isPrefetch(request)) return fail(route, request, "prefetch");
  if (readiness().refusesLogins) return fail(route, request, "unavailable");
  try {
    return await route.handle(request);
  } catch (error) {
    if (error instanceof BodyTooLarge) return fail(route, request, "body_too_large");
    if (error instanceof BodyTooSlow) return fail(route, request, "body_too_slow");
    const gone = isDatabaseGone(error);
    log()[gone ? "warn" : "error"](
      { error, route: route.name, requestId: request.requestId },
      gone ? "the database did not answer" : "a request failed",
    );
    return fail(route, request, gone ? "unavailable" : "internal_error");
  }
}

// A browser that looks ahead has not decided to go there; whoever it is for may never come (Fetch standard, `Sec-Purpose`).
function isPrefetch(request: RoomRequest): boolean {
  const purposes = ["sec-purpose", "purpose", "x-purpose", "x-moz"].flatMap((name) => request.header(name));
  return purposes.some((purpose) => /prefetch|preview/i.test(purpose)) || request.header("next-router-prefetch").length > 0;
}

function fail(route: GatewayRoute, request: RoomRequest, failure: GeneralFailure): RoomResponse {
  const response = route.failure(failure, request.requestId);
  return { ...response, status: generalFailureStatus[failure], headers: { ...response.headers, ...extraHeaders(route, failure) } };
}

function extraHeaders(route: GatewayRoute, failure: GeneralFailure): Record<string, string> {
  if (failure === "method_not_allowed") return { allow: route.method };
  if (failure === "unavailable") return { "retry-after": RETRY_AFTER_SECONDS };
  // What is left of the body is not read: the connection cannot be used again.
  if (failure === "body_too_large" || failure === "body_too_slow") return { connection: "close" };
  return {};
}
