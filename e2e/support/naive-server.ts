import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";

export type NaiveAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };

/**
 * A negative control: a server that uses up what may be used once as it must never be done. The harness that holds the
 * product to "exactly once" must catch this one, or it proves nothing.
 * @param answer what it does with a request for `target`; when it throws, the server answers 503
 */
export async function startNaiveServer(
  databaseUrl: string,
  answer: (db: pg.Pool, target: string) => Promise<NaiveAnswer>,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const db = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const server = createServer((incoming, outgoing) => {
    answer(db, incoming.url ?? "").then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.writeHead(503, { "content-type": "application/json; charset=utf-8" }).end('{"success":false}'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: async () => Promise.all([closed(server), db.end()]).then(() => undefined) };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
