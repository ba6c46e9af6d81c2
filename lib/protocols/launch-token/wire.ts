import { isBearerSpelling } from "@/lib/credentials/bearer-spelling";
import { accept, refuse, type Result } from "@/lib/core/result";
import { isTokenSpelling } from "@/lib/crypto/token";
import { type GeneralFailure, json, type RoomResponse } from "@/lib/http/message";
import { type RedemptionRefusal, redemptionRefusals } from "./refusals";

/** `GET /api/authorization/<token>`, spelled exactly so. */
export const redemptionPath = /^\/api\/authorization\/[^/]*$/;

/** The bearer token of a request: RFC 6750, section 2.1, and nothing more lenient but the scheme's case (RFC 9110, section 11.1). */
export function readBearer(authorization: readonly string[]): Result<string, "bearer_missing" | "bearer_malformed"> {
  const [value, ...more] = authorization;
  if (value === undefined) return refuse("bearer_missing");
  const token = /^bearer ([\x21-\x7e]+)$/i.exec(value)?.[1];
  if (more.length > 0 || token === undefined || !isBearerSpelling(token)) return refuse("bearer_malformed");
  return accept(token);
}

/** The login token in the path, or null when nothing in it is spelled like one. It has no letter that needs escaping. */
export function readLoginToken(path: string): string | null {
  const token = path.slice(path.lastIndexOf("/") + 1);
  return isTokenSpelling(token) ? token : null;
}

/** What of a refused request is kept with its event. Whoever sends their token as a user agent finds it cut out. */
export function detailOf(
  request: { readonly path: string; readonly header: (name: string) => readonly string[] },
  reason: RedemptionRefusal,
): { userAgent?: string; tokenLength?: number } {
  const [agent] = request.header("user-agent");
  const cleaned = agent
    ?.replace(/[^\x20-\x7e]/g, "")
    .replace(/[\w-]{24,}/g, "…")
    .slice(0, 100);
  return {
    ...(cleaned ? { userAgent: cleaned } : {}),
    ...(reason === "token_malformed" ? { tokenLength: request.path.length - request.path.lastIndexOf("/") - 1 } : {}),
  };
}

/**
 * The answer to an accepted redemption (services.txt, "success").
 * @param session.endsAtMs epoch milliseconds: the next midnight in the partner's zone
 */
export function accepted(email: string, session: { readonly endsAtMs: number; readonly nowMs: number }): RoomResponse {
  return json(
    200,
    { internal_email_address: email },
    {
      "x-session-ends-at": instantText(session.endsAtMs),
      "x-session-max-age": String(Math.max(0, Math.floor((session.endsAtMs - session.nowMs) / 1000))),
    },
  );
}

// Midnights: some dozens a day, each written out for many logins.
const texts = new Map<number, string>();

function instantText(ms: number): string {
  const known = texts.get(ms);
  if (known !== undefined) return known;
  if (texts.size > 500) texts.clear();
  const text = new Date(ms).toISOString().replace(".000Z", "Z");
  texts.set(ms, text);
  return text;
}

/** The answer to a refused redemption (services.txt, "failure"): one coarse code for every 401 and every 404. */
export function refused(reason: RedemptionRefusal, requestId: string): RoomResponse {
  const { status, publicSentence } = redemptionRefusals[reason];
  const code = status === 401 ? "unauthorized" : status === 404 ? "not_found" : reason;
  return failure(status, publicSentence, code, requestId, status === 401 ? { "www-authenticate": "Bearer" } : {});
}

/** The answer to whoever failed too often. @param retryAfter seconds */
export function tooManyFailures(retryAfter: number, requestId: string): RoomResponse {
  return failure(429, "Too many failed requests. Wait before the next one.", "too_many_failures", requestId, {
    "retry-after": String(retryAfter),
  });
}

const notFoundSentence = redemptionRefusals.token_unknown.publicSentence;
const generalSentences: Record<GeneralFailure, string> = {
  not_found: notFoundSentence,
  method_not_allowed: "Only GET is answered here.",
  prefetch: "Looking ahead signs nobody in. Send the request when it is meant.",
  body_too_large: "The request is too large.",
  body_too_slow: "The request did not arrive in time.",
  unavailable: "The platform is unavailable for a moment. Try again.",
  internal_error: "Something went wrong on our side.",
};

/** The seed's failure form for what is no refusal of this protocol. */
export function generalFailure(kind: GeneralFailure, requestId: string): RoomResponse {
  return failure(500, generalSentences[kind], kind, requestId);
}

function failure(status: number, message: string, code: string, requestId: string, headers: Record<string, string> = {}): RoomResponse {
  return json(status, { success: false, message, code, request_id: requestId }, headers);
}
