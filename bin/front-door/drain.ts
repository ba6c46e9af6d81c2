import type { Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const connections = new WeakMap<Server, Set<Socket>>();

/**
 * Remembers a server's connections: on some nothing was asked yet (browsers open them ahead of need), and node:http would
 * wait for those as if they were busy.
 */
export function rememberConnections(server: Server): void {
  const sockets = new Set<Socket>();
  connections.set(server, sockets);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
}

/** What to do with those who still come while a server stops. */
export type DrainOptions = {
  /** milliseconds during which new connections are still served, so that load balancers see "not ready" first */
  readonly graceMs: number;
  /** milliseconds after which what still runs is cut off */
  readonly limitMs: number;
};

/**
 * Lets a server finish: it goes on listening for the grace, then takes no new connection, ends idle ones, and waits for
 * the requests that run. Resolves when all are done, or the limit is reached.
 */
export async function drain(server: Server, { graceMs, limitMs }: DrainOptions): Promise<void> {
  const deadline = delay(limitMs, "late" as const, { ref: false });
  // From here on each answer is the last one of its connection, so that few are idle when the door closes.
  server.prependListener("request", (_incoming, outgoing) => outgoing.setHeader("connection", "close"));
  await delay(graceMs);
  const closed = new Promise<"done">((resolve) => server.close(() => resolve("done")));
  const sweep = setInterval(() => {
    server.closeIdleConnections();
    for (const socket of connections.get(server) ?? []) if (socket.bytesRead === 0) socket.destroy();
  }, 50);
  const end = await Promise.race([closed, deadline]);
  clearInterval(sweep);
  if (end === "late") server.closeAllConnections();
}
