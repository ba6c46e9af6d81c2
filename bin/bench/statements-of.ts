import { newId } from "@/lib/id";
import type { GatewayRoute, RoomRequest } from "@/lib/http/message";
import { oncePerProcess } from "@/lib/registry";

/** What of a request a room is asked with. */
export type Asked = Pick<RoomRequest, "method" | "path"> & {
  readonly headers: Readonly<Record<string, string>>;
  /** what stands behind the first `?` */
  readonly query?: string;
  readonly body?: string;
};

/**
 * The texts of the statements that a room sends for a request, in their order: it is asked on a connection that listens. So a raw
 * server runs the very same statements, whatever becomes of them. Of all statements but the last the rows are given, by which
 * the room comes to the next.
 * @param answers the rows of each statement before the last one
 */
export function statementsOf(
  route: GatewayRoute,
  { method, path, query = "", headers, body = "" }: Asked,
  answers: readonly object[],
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const texts: string[] = [];
    const listener = {
      query: ({ text }: { text: string }) => {
        texts.push(text);
        const row = answers[texts.length - 1];
        if (row !== undefined) return Promise.resolve({ rows: [row] });
        resolve(texts);
        return new Promise(() => undefined);
      },
    };
    oncePerProcess("gateway-database", () => listener);
    const asking = route.handle({
      method,
      query,
      path,
      header: (name) => (headers[name] === undefined ? [] : [headers[name]]),
      body: () => Promise.resolve(Buffer.from(body)),
      clientAddress: "127.0.0.1",
      clientIp: "127.0.0.1",
      arrivedInClear: false,
      requestId: newId(),
    });
    // It cannot come to an end before it has sent them, unless it was changed so that what it is asked with has to change too.
    asking.then(() => reject(new Error(`The room answered after ${texts.length} statements: see bin/bench/statements-of.ts.`)), reject);
  });
}
