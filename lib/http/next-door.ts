import { newId } from "../id";
import { answer } from "./answer";
import { clientOf } from "./client-address";
import { BodyTooLarge, type GatewayRoute, type RoomRequest, type RoomResponse } from "./message";
import { doorNote } from "./door-note";

type Handler = (request: Request) => Promise<Response>;
type Method = "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * The same room as Next route handlers, for `next start` and serverless hosts. Every method is exported: Next would
 * otherwise run GET for HEAD, and answer others without `Allow` (security.md, N1).
 */
export function serveOnNext(route: GatewayRoute): Record<Method, Handler> {
  const handler: Handler = async (request) => {
    const asked = roomRequest(request);
    // Next finds a route by other spellings of its path too, such as one with a slash at its end.
    return asNextResponse(await answer(route.path.test(asked.path) ? route : nothingAt(route), asked));
  };
  return { GET: handler, HEAD: handler, OPTIONS: handler, POST: handler, PUT: handler, PATCH: handler, DELETE: handler };
}

/** What lies below a protocol's URL where nothing is: Next's own 404 page would repeat the path, and there may be a token in it. */
export function refuseOnNext(route: GatewayRoute): Record<Method, Handler> {
  return serveOnNext(nothingAt(route));
}

function nothingAt(route: GatewayRoute): GatewayRoute {
  return { ...route, handle: (request) => Promise.resolve({ ...route.failure("not_found", request), status: 404 }) };
}

/** An answer of ours as Next wants it. */
export function asNextResponse(response: RoomResponse): Response {
  const headers = new Headers(response.headers);
  for (const cookie of response.cookies ?? []) headers.append("set-cookie", cookie);
  return new Response(response.body, { status: response.status, headers });
}

function roomRequest(request: Request): RoomRequest {
  const client = clientOf(doorNote(request.headers)?.peer ?? "", {
    for: headerValues(request, "x-forwarded-for"),
    proto: headerValues(request, "x-forwarded-proto"),
  });
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    header: (name) => headerValues(request, name),
    body: (limit) => readBody(request, limit),
    clientAddress: client.address,
    clientIp: client.ip,
    arrivedInClear: client.arrivedInClear,
    requestId: newId(),
  };
}

// Piece by piece, for Next itself would read a body of any size into memory (security.md, N6).
async function readBody(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw new BodyTooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    size += piece.value.length;
    if (size > limit) {
      await reader?.cancel();
      throw new BodyTooLarge();
    }
    pieces.push(piece.value);
  }
  return Buffer.concat(pieces);
}

function headerValues(request: Request, name: string): string[] {
  const value = request.headers.get(name);
  return value === null ? [] : [value];
}
