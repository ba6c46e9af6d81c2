/** A request as a room sees it: plain values, whichever door it came through. */
export type RoomRequest = {
  readonly method: string;
  /** the path as it was sent, still percent-encoded, without the query */
  readonly path: string;
  /** what stands behind the first `?`, still percent-encoded; behind Next's door as Next spells it anew */
  readonly query: string;
  /** every value of a header, in the order sent; a header that is absent has none. @param name in lower case */
  readonly header: (name: string) => readonly string[];
  /** the whole body. @throws {BodyTooLarge} beyond `limit` bytes @throws {BodyTooSlow} after the deadline */
  readonly body: (limit: number) => Promise<Buffer>;
  /** the client's address for limits: IPv4, or the /64 of an IPv6 */
  readonly clientAddress: string;
  /** the client's very address, for lists of who may call; empty where the door cannot tell */
  readonly clientIp: string;
  /** a trusted proxy reports that the request reached it over plain http */
  readonly arrivedInClear: boolean;
  /** UUID v7, ours: a caller cannot choose it */
  readonly requestId: string;
};

/** An answer of a room. `content-length`, `date` and the connection's headers are the door's. */
export type RoomResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** one `set-cookie` each */
  readonly cookies?: readonly string[];
  readonly body: string;
};

/** One public URL of a protocol: what both doors need to know to serve it. */
export type GatewayRoute = {
  /** names the route in limits and logs, whatever the spelling of the path */
  readonly name: string;
  readonly methods: readonly ("GET" | "POST")[];
  /** matches the whole path as sent */
  readonly path: RegExp;
  readonly handle: (request: RoomRequest) => Promise<RoomResponse>;
  /** the protocol's form of a failure that is none of its own refusals */
  readonly failure: (failure: GeneralFailure, request: RoomRequest) => RoomResponse;
};

/** Failures that every protocol answers in its own form. */
export type GeneralFailure =
  "not_found" | "method_not_allowed" | "prefetch" | "body_too_large" | "body_too_slow" | "unavailable" | "internal_error";

export const generalFailureStatus: Record<GeneralFailure, number> = {
  not_found: 404,
  method_not_allowed: 405,
  prefetch: 503,
  body_too_large: 413,
  body_too_slow: 408,
  unavailable: 503,
  internal_error: 500,
};

/** The body is larger than the route allows. */
export class BodyTooLarge extends Error {}
/** The body did not arrive within its deadline. */
export class BodyTooSlow extends Error {}

/** A JSON answer; `value` is written field by field by the caller, never a row. */
export function json(status: number, value: object, headers: Record<string, string> = {}): RoomResponse {
  const all: Record<string, string> = { "content-type": "application/json; charset=utf-8" };
  for (const name in headers) all[name] = headers[name] ?? "";
  return { status, headers: all, body: JSON.stringify(value) };
}
