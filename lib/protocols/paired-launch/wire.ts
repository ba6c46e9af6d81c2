import { isBearerSpelling } from "@/lib/credentials/bearer-spelling";
import { accept, refuse, type Result } from "@/lib/core/result";
import { type GeneralFailure, json, type RoomRequest, type RoomResponse } from "@/lib/http/message";
import { signInFailure, TERMS_PAGE } from "@/lib/http/sign-in-page";
import { type LaunchRefusal, launchRefusals, type ObtainingRefusal, obtainingRefusals } from "./refusals";
import { LIFE_SECONDS } from "./verify";

/** `GET /api2/PSObtainToken`, spelled exactly so. */
export const obtainPath = /^\/api2\/PSObtainToken$/;
/** The place where a held launch goes on. */
export const continuePath = /^\/h\/continue$/;
export const CONTINUE = "/h/continue";

/** The bearer token of a request: in the seed's own header, once, and nowhere else. */
export function readApiToken(values: readonly string[]): Result<string, "bearer_missing" | "bearer_malformed"> {
  const [token, ...more] = values;
  if (token === undefined || token === "") return refuse("bearer_missing");
  return more.length > 0 || !isBearerSpelling(token) ? refuse("bearer_malformed") : accept(token);
}

/** Every PSClientID of a query; null for one that no pairing can have. An empty one is none, if it is the only one. */
export function readClientIds(query: string): (string | null)[] {
  const values = new URLSearchParams(query).getAll("PSClientID");
  if (values.every((value) => value === "")) return [];
  return values.map((value) => (/^[^\s\p{Cc}]{1,128}$/u.test(value) ? value : null));
}

/** The answer to an issued token, with the seed's three members. */
export function obtained(vhost: string, accessToken: string): RoomResponse {
  return json(200, { ClientVHOST: vhost, AccessToken: accessToken, ExpiresIn: LIFE_SECONDS });
}

/** The answer where no token is issued: one coarse code for every 401 and every 404. */
export function notObtained(reason: ObtainingRefusal, requestId: string): RoomResponse {
  const { status, publicSentence } = obtainingRefusals[reason];
  const code = status === 401 ? "unauthorized" : status === 404 ? "not_found" : reason;
  // A 401 has to say how to do it (RFC 9110, section 11.6.1); the scheme is the seed's header.
  return failure(status, publicSentence, code, requestId, status === 401 ? { "www-authenticate": "APIToken" } : {});
}

/** The answer to whoever failed too often. @param retryAfter seconds */
export function tooManyFailures(retryAfter: number, requestId: string): RoomResponse {
  const sentence = "Too many failed requests. Wait before the next one.";
  return failure(429, sentence, "too_many_failures", requestId, { "retry-after": String(retryAfter) });
}

/** The answer to whoever has more unused tokens of a pairing than may be. @param retryAfter seconds until one of them is over */
export function tooManyOpenTokens(retryAfter: number, requestId: string): RoomResponse {
  const sentence = "This pairing has too many access tokens that were not used. Ask for one when the user presses the link.";
  return failure(429, sentence, "too_many_open_tokens", requestId, { "retry-after": String(retryAfter) });
}

const generalSentences: Record<GeneralFailure, string> = {
  not_found: "There is nothing here.",
  method_not_allowed: "Only GET is answered here.",
  prefetch: "Looking ahead obtains nothing. Send the request when it is meant.",
  body_too_large: "The request is too large.",
  body_too_slow: "The request did not arrive in time.",
  unavailable: "The platform is unavailable for a moment. Try again.",
  internal_error: "Something went wrong on our side.",
};

/** What is no refusal of `PSObtainToken`. The door sets the status. */
export function generalFailure(kind: GeneralFailure, { requestId }: RoomRequest): RoomResponse {
  return failure(500, generalSentences[kind], kind, requestId);
}

function failure(status: number, message: string, code: string, requestId: string, headers: Record<string, string> = {}): RoomResponse {
  return json(status, { success: false, message, code, request_id: requestId }, headers);
}

/** The answer to an accepted launch: home, or to the documents first. */
export function launched(termsDue: boolean, sessionCookie: string): RoomResponse {
  return { status: 303, headers: { location: termsDue ? TERMS_PAGE : "/" }, cookies: [sessionCookie], body: "" };
}

/** The page of a launch that signs nobody in. It says no more than its status: nobody learns which vhosts there are (P4-23). */
export function notLaunched(request: RoomRequest, reason: LaunchRefusal): RoomResponse {
  const { status } = launchRefusals[reason];
  const code = reason === "plain_http" || status === 410 ? reason : "launch_refused";
  return signInFailure(request, status, code, status === 410 ? "gone" : "refused");
}
