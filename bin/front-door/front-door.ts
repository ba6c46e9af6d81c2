import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { writeDoorNote } from "@/lib/http/door-note";
import { serveOnNode } from "@/lib/http/node-door";
import { databaseIsGone } from "@/lib/health/check-database";
import { healthChecks } from "@/lib/health/answer";
import { environment } from "@/lib/env";
import { isForeign, isSameOrigin } from "@/lib/forms/same-origin";
import { log, loggableTarget } from "@/lib/log";
import { gatewayGround, gatewayRoutes } from "./gateway-routes";
import { bodyLimit, isUploadPage } from "./body-limit";
import { rememberConnections } from "./drain";
import { lingerOnClose, rememberRequest } from "./linger";
import { answerUnavailablePage, type DoorStatus, refuse, refuseConnection, refuseUpload } from "./refuse";

const MAX_TARGET = 16 * 1024;
const MAX_HEADER_VALUE = 16 * 1024;
/** All headers and the target together; Node's own 16 KiB would be less than what the protocols allow for one. */
const MAX_HEADERS = 80 * 1024;
const HEADERS_DEADLINE_MS = 8_000;
const REQUEST_DEADLINE_MS = 30_000;

// Words by which Next talks to itself. From outside they were ways around its middleware (CVE-2025-29927 and its kin).
const internalHeaders = /^x-(?:middleware|latchkey)-|^x-nextjs-data$/;

/** What the front door hands on: everything that is no protocol. */
export type Pages = {
  readonly handle: RequestListener;
  /** development only: hot reload */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/**
 * The node:http server in front of everything: protocol URLs go straight to the rooms, the rest to Next
 * (docs/decisions/0003). It is not listening yet.
 */
export function createFrontDoor(pages: Pages): Server {
  const server = createServer({ maxHeaderSize: MAX_HEADERS, connectionsCheckingInterval: 1_000 }, (incoming, outgoing) => {
    try {
      if (rememberRequest(incoming)) route(pages, incoming, outgoing);
      else incoming.socket.destroy();
    } catch (error) {
      giveUp(error, incoming, outgoing);
    }
  });
  server.headersTimeout = HEADERS_DEADLINE_MS;
  server.requestTimeout = REQUEST_DEADLINE_MS;
  server.keepAliveTimeout = 30_000;
  server.maxHeadersCount = 200;
  rememberConnections(server);
  lingerOnClose(server);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseConnection(socket, error));
  server.on("upgrade", (request, socket, head) => {
    if (pages.upgrade) pages.upgrade(request, socket, head);
    else refuseConnection(socket, null);
  });
  server.on("checkExpectation", (incoming, outgoing) => refuse(incoming, outgoing, 417));
  server.on("connect", (_request, socket) => refuseConnection(socket, null));
  return server;
}

function giveUp(error: unknown, incoming: IncomingMessage, outgoing: ServerResponse): void {
  log().error({ error, path: loggableTarget(incoming.url ?? "") }, "the front door failed");
  outgoing.destroy();
}

function route(pages: Pages, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const target = incoming.url ?? "";
  const path = target.split("?", 1)[0] ?? "";
  const refusal = malformed(target, path, incoming);
  if (refusal !== null) refuse(incoming, outgoing, refusal);
  else if (serveProtocol(path, incoming, outgoing)) return;
  else if (incoming.method === "GET" && Object.hasOwn(healthChecks, path)) answerHealth(path, outgoing);
  else servePage(pages, path, incoming, outgoing);
}

/** @returns true when the path lies on a protocol's ground, and is answered */
function serveProtocol(path: string, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const gateway = gatewayRoutes.find((candidate) => candidate.path.test(path));
  if (gateway) {
    serveOnNode(gateway, path, incoming, outgoing).catch((error: unknown) => giveUp(error, incoming, outgoing));
    return true;
  }
  // Next would resolve `/./` and `%61` and find its own door to the rooms, past all that this one holds.
  const decoded = decodeURIComponent(path);
  const hidden = gatewayGround.test(decoded) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(decoded);
  if (hidden) refuse(incoming, outgoing, 404);
  return hidden;
}

function servePage(pages: Pages, path: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const refusal = pageRefusal(path, incoming);
  if (refusal === 413 && isUploadPage(path)) refuseUpload(path, incoming, outgoing);
  else if (refusal !== null) refuse(incoming, outgoing, refusal);
  else if (databaseIsGone() && !path.startsWith("/_next/")) answerUnavailablePage(outgoing);
  else {
    annotate(incoming);
    pages.handle(incoming, outgoing);
  }
}

function malformed(target: string, path: string, incoming: IncomingMessage): DoorStatus | null {
  if (target.length > MAX_TARGET) return 414;
  if (incoming.rawHeaders.some((text) => text.length > MAX_HEADER_VALUE)) return 431;
  // An absolute target names a host of its own choice (CVE-2026-44578).
  if (!target.startsWith("/")) return 400;
  // Next answers doubled slashes and backslashes by a 308 that carries the query, token and all (security.md, N3).
  if (path.includes("//") || path.includes("\\")) return 404;
  return isDecodable(path) ? null : 400;
}

function isDecodable(path: string): boolean {
  if (!path.includes("%")) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function pageRefusal(path: string, incoming: IncomingMessage): DoorStatus | null {
  const { method, headers } = incoming;
  if (method === "GET" || method === "HEAD") return null;
  // Next answers TRACE by 500; none of our pages and forms is spoken to in any other way.
  if (method !== "POST") return 405;
  // Next's own check lets a missing Origin pass and answers others by 500 (security.md, N11).
  const sender = { secFetchSite: headers["sec-fetch-site"]?.toString() ?? null, origin: headers.origin ?? null };
  // Scripts sign in at NextAuth's endpoints without either; those ask for a CSRF token.
  const refused = path.startsWith("/api/auth/") ? isForeign : (...asked: Parameters<typeof isSameOrigin>) => !isSameOrigin(...asked);
  if (refused(sender, environment().publicUrl)) return 403;
  // Browsers always send the length.
  if (headers["transfer-encoding"] !== undefined) return 411;
  return Number(headers["content-length"] ?? 0) > bodyLimit(path, incoming) ? 413 : null;
}

function answerHealth(path: string, outgoing: ServerResponse): void {
  const response = healthChecks[path]?.();
  if (!response) throw new Error("no such health check");
  outgoing.writeHead(response.status, { ...response.headers, "content-length": Buffer.byteLength(response.body) });
  outgoing.end(response.body);
}

function annotate(incoming: IncomingMessage): void {
  for (const name of Object.keys(incoming.headers)) {
    if (internalHeaders.test(name)) delete incoming.headers[name];
  }
  const note = writeDoorNote(incoming.socket.remoteAddress ?? "");
  incoming.headers[note.name] = note.value;
}
