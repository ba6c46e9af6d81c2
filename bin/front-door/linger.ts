import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds for which a connection that ends is still listened to. */
const LINGER_MS = 2_000;

const requests = new WeakMap<Socket, IncomingMessage>();
const lingering = new WeakSet<Socket>();

/**
 * Lets whoever is still sending read the answer. Closing under what is being sent makes TCP reset the connection, and the
 * answer that told the caller of its mistake is thrown away with it; so first our half is closed, and what still comes is
 * discarded for a short while (RFC 9112 section 9.6).
 */
export function lingerOnClose(server: Server): void {
  server.on("connection", (socket: Socket) => {
    // By this name node:http ends a connection after its last answer.
    const close = socket.destroySoon.bind(socket);
    socket.destroySoon = () => {
      const request = requests.get(socket);
      if (!request || request.complete || socket.destroyed) close();
      else linger(socket, request);
    };
  });
}

/** To be told of each request, before it is answered. @returns false when its connection is closing: nothing more is served on it */
export function rememberRequest(incoming: IncomingMessage): boolean {
  requests.set(incoming.socket, incoming);
  return !lingering.has(incoming.socket);
}

function linger(socket: Socket, request: IncomingMessage): void {
  lingering.add(socket);
  const end = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once("close", () => clearTimeout(end));
  socket.end();
  request.resume();
}
