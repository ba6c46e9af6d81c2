import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "../id";
import { answer } from "./answer";
import { clientOf } from "./client-address";
import { BodyTooLarge, BodyTooSlow, type GatewayRoute, type RoomRequest } from "./message";

/** Milliseconds within which the whole body of a protocol request has to arrive. */
const BODY_DEADLINE_MS = 8_000;

/** Serves one protocol request on node:http, where the target is seen as it was sent. */
export async function serveOnNode(route: GatewayRoute, path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await answer(route, roomRequest(path, incoming));
  if (outgoing.destroyed) return;
  outgoing.writeHead(response.status, { ...response.headers, "content-length": Buffer.byteLength(response.body) });
  // A HEAD gets the headers of its refusal alone; node:http drops the body by itself.
  outgoing.end(response.body);
}

function roomRequest(path: string, incoming: IncomingMessage): RoomRequest {
  const client = clientOf(incoming.socket.remoteAddress ?? "", {
    for: incoming.headersDistinct["x-forwarded-for"] ?? [],
    proto: incoming.headersDistinct["x-forwarded-proto"] ?? [],
  });
  return {
    method: incoming.method ?? "",
    path,
    header: (name) => incoming.headersDistinct[name] ?? [],
    body: (limit) => readBody(incoming, limit),
    clientAddress: client.address,
    arrivedInClear: client.arrivedInClear,
    requestId: newId(),
  };
}

function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(incoming.headers["content-length"] ?? 0) > limit) return Promise.reject(new BodyTooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const deadline = setTimeout(() => finish(() => reject(new BodyTooSlow())), BODY_DEADLINE_MS);
    const finish = (settle: () => void) => {
      clearTimeout(deadline);
      incoming.pause();
      settle();
    };
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) finish(() => reject(new BodyTooLarge()));
      else chunks.push(chunk);
    });
    incoming.once("end", () => finish(() => resolve(Buffer.concat(chunks))));
    incoming.once("error", (error) => finish(() => reject(error)));
  });
}
