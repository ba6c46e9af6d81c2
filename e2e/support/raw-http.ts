import net from "node:net";

/** A request exactly as it goes over the wire: nothing is normalised, escaped, merged or added but `Host` and `Connection: close`. */
export type RawRequest = {
  readonly method?: string;
  /** the target as it stands in the request line */
  readonly target: string;
  /** in this order and spelling; a name may come twice */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** the client's own address: any of 127.0.0.0/8 */
  readonly from?: string;
};

/** A response as it came over the wire. */
export type RawResponse = {
  readonly status: number;
  /** by name in lower case, every value of it */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
};

const PATIENCE_MS = 15_000;

/** Sends one request over a connection of its own and reads the one response. */
export async function rawRequest(baseUrl: string, request: RawRequest): Promise<RawResponse> {
  const [first, ...more] = await rawExchange(baseUrl, bytesOf(baseUrl, request), {
    from: request.from,
    bodiless: request.method === "HEAD",
  });
  if (!first || more.length > 0) throw new Error(`Expected one response, but ${first ? more.length + 1 : 0} came.`);
  return first;
}

/** The bytes of a request. `connection: keep-alive` among the headers keeps `close` from being added. */
export function bytesOf(baseUrl: string, { method = "GET", target, headers = [], body }: RawRequest): Buffer {
  const has = (name: string) => headers.some(([one]) => one.toLowerCase() === name);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...(has("host") ? [] : [`Host: ${new URL(baseUrl).host}`]),
    ...(has("connection") ? [] : ["Connection: close"]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined || has("content-length") || has("transfer-encoding") ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`, "utf8");
}

/** Writes any bytes and reads until the server closes the connection: all responses that came, in order. */
export function rawExchange(
  baseUrl: string,
  bytes: Buffer | readonly Buffer[],
  { from, bodiless = false, pauseMs = 0 }: { from?: string | undefined; bodiless?: boolean; pauseMs?: number } = {},
): Promise<RawResponse[]> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = net.connect({ host: hostname, port: Number(port), ...(from ? { localAddress: from } : {}) });
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`No end of the answer within ${PATIENCE_MS} ms.`)));
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    let failure: NodeJS.ErrnoException | null = null;
    // A server that refuses early closes while we still write: what it said before counts.
    socket.on("error", (error) => (failure = error));
    socket.on("close", () => {
      const responses = parseResponses(Buffer.concat(chunks), bodiless);
      if (responses.length > 0 || failure === null) resolve(responses);
      else reject(failure);
    });
    void writeAll(socket, Buffer.isBuffer(bytes) ? [bytes] : bytes, pauseMs);
  });
}

async function writeAll(socket: net.Socket, pieces: readonly Buffer[], pauseMs: number): Promise<void> {
  for (const [index, piece] of pieces.entries()) {
    if (index > 0 && pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (!socket.destroyed) socket.write(piece);
  }
}

/** Splits what a connection carried into responses. @param bodiless they answer HEAD, so no body follows the headers */
export function parseResponses(bytes: Buffer, bodiless = false): RawResponse[] {
  const responses: RawResponse[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const end = rest.indexOf("\r\n\r\n");
    if (end < 0) throw new Error(`The answer ends within its headers: ${rest.toString("latin1").slice(0, 200)}`);
    const [statusLine = "", ...lines] = rest.subarray(0, end).toString("latin1").split("\r\n");
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1]);
    if (!Number.isInteger(status)) throw new Error(`No status line: ${statusLine.slice(0, 100)}`);
    const headers = headersOf(lines);
    const { body, length } = bodyOf(rest.subarray(end + 4), headers, bodiless || status === 204 || status === 304);
    responses.push({ status, headers, body: body.toString("utf8") });
    rest = rest.subarray(end + 4 + length);
  }
  return responses;
}

function headersOf(lines: readonly string[]): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return headers;
}

function bodyOf(rest: Buffer, headers: ReadonlyMap<string, readonly string[]>, bodiless: boolean): { body: Buffer; length: number } {
  if (bodiless) return { body: Buffer.alloc(0), length: 0 };
  if (headers.get("transfer-encoding")?.[0] === "chunked") return dechunk(rest);
  const length = Number(headers.get("content-length")?.[0] ?? rest.length);
  if (rest.length < length) throw new Error(`The body has ${rest.length} of ${length} bytes.`);
  return { body: rest.subarray(0, length), length };
}

function dechunk(rest: Buffer): { body: Buffer; length: number } {
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = rest.indexOf("\r\n", at);
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString("latin1"), 16);
    if (lineEnd < 0 || Number.isNaN(size)) throw new Error("The chunked body is cut off.");
    pieces.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
    if (size === 0) return { body: Buffer.concat(pieces), length: at };
  }
}
