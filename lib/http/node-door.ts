import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "../id";
import { answer } from "./answer";
import { type Client, clientOf, trustsProxies } from "./client-address";
import { BodyTooLarge, BodyTooSlow, type GatewayRoute, type RoomRequest, type RoomResponse } from "./message";

/** Milliseconds within which the whole body of a protocol request has to arrive. */
const BODY_DEADLINE_MS = 8_000;

/** Serves one protocol request on node:http, where the target is seen as it was sent. */
export function serveOnNode(route: GatewayRoute, path: string, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  return answer(route, new NodeRequest(path, incoming)).then((response) => {
    if (outgoing.destroyed) return;
    outgoing.writeHead(response.status, wireHeaders(response));
    // A HEAD gets the headers of its refusal alone; node:http drops the body by itself.
    outgoing.end(response.body);
  });
}

// As node:http would make it of an object, name after value.
function wireHeaders({ headers, cookies, body }: RoomResponse): string[] {
  const list: string[] = [];
  for (const name in headers) list.push(name, headers[name] ?? "");
  if (cookies) for (const cookie of cookies) list.push("set-cookie", cookie);
  list.push("content-length", String(Buffer.byteLength(body)));
  return list;
}

/** A request on node:http. What only refusals ask for is worked out when they do. */
class NodeRequest implements RoomRequest {
  readonly method: string;
  readonly requestId = newId();
  private known: Client | undefined;

  constructor(
    readonly path: string,
    private readonly incoming: IncomingMessage,
  ) {
    this.method = incoming.method ?? "";
  }

  get query(): string {
    const target = this.incoming.url ?? "";
    const mark = target.indexOf("?");
    return mark < 0 ? "" : target.slice(mark + 1);
  }

  header(name: string): readonly string[] {
    // Off the wire's list: node:http would first sort all headers into an object, for the one or two that are asked for.
    const { rawHeaders } = this.incoming;
    let values: string[] | undefined;
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      const found = rawHeaders[at] ?? "";
      if (found.length === name.length && found.toLowerCase() === name) (values ??= []).push(rawHeaders[at + 1] ?? "");
    }
    return values ?? none;
  }

  body(limit: number): Promise<Buffer> {
    return readBody(this.incoming, limit);
  }

  get clientAddress(): string {
    return this.client.address;
  }

  get clientIp(): string {
    return this.client.ip;
  }

  get arrivedInClear(): boolean {
    return trustsProxies() && this.client.arrivedInClear;
  }

  private get client(): Client {
    return (this.known ??= clientOf(this.incoming.socket.remoteAddress ?? "", {
      for: this.header("x-forwarded-for"),
      proto: this.header("x-forwarded-proto"),
    }));
  }
}

const none: readonly string[] = [];

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
