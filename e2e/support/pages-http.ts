import http from "node:http";

/** What is sent for a page or a form. The path goes over the wire as it is; a header may be given several values. */
export type PageRequest = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | string;
};

/** What came back. */
export type PageAnswer = {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** the values of a header, joined; undefined when it is absent */
  readonly header: (name: string) => string | undefined;
  readonly setCookies: readonly string[];
  /** names and values as they came */
  readonly rawHeaders: readonly string[];
  readonly body: string;
};

const PATIENCE_MS = 20_000;

/** Sends one request over a connection of its own, follows nothing and keeps nothing. */
export function sendRequest(baseUrl: string, { method = "GET", path, headers = {}, body }: PageRequest): Promise<PageAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request({
      hostname,
      port,
      method,
      path,
      agent: false,
      timeout: PATIENCE_MS,
      headers: { ...length, ...(headers as http.OutgoingHttpHeaders) },
    });
    request.on("timeout", () => request.destroy(new Error(`No answer to ${method} ${path} within ${PATIENCE_MS} ms.`)));
    // A server that refuses early closes while we still write; what it said before that counts.
    let answered = false;
    request.on("error", (error) => {
      if (!answered) reject(error);
    });
    request.on("response", (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve(answerOf(method, path, response, Buffer.concat(chunks).toString("utf8"))));
    });
    request.end(body);
  });
}

function answerOf(method: string, path: string, response: http.IncomingMessage, body: string): PageAnswer {
  const header = (name: string) => {
    const value = response.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  };
  return {
    method,
    path,
    status: response.statusCode ?? 0,
    header,
    setCookies: response.headers["set-cookie"] ?? [],
    rawHeaders: response.rawHeaders,
    body,
  };
}

/** An answer for the message of an assertion. */
export function told(answer: PageAnswer): string {
  // What stands around the page is the same everywhere, and long.
  const page = answer.body.slice(Math.max(0, answer.body.search(/<main\b/)));
  const text = page.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "").replace(/<[^>]*>/g, " ");
  return `${answer.method} ${answer.path} → ${answer.status} ${answer.header("location") ?? ""} ${text.replace(/\s+/g, " ").slice(0, 1000)}`;
}
