import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { RETRY_AFTER_SECONDS } from "@/lib/http/answer";
import { bareAnswerHeaders } from "@/lib/http/safety-headers";
import { environment } from "@/lib/env";
import { newId } from "@/lib/id";
import { wordsIn } from "@/lib/words/words-in";
import { preferredLanguage } from "@/lib/words/languages";

const sentences = {
  400: "The request is malformed.",
  403: "This was sent from another site, so nothing was done.",
  404: "There is nothing here.",
  405: "Pages are read by GET and forms are sent by POST.",
  408: "The request did not arrive in time.",
  411: "Send the length of the body.",
  413: "The body is too large.",
  414: "The URL is too long.",
  417: "Nothing of this kind can be expected here.",
  431: "The headers are too large.",
} as const;

/** What the front door refuses by itself, before any room or page is asked. */
export type DoorStatus = keyof typeof sentences;

/** Refuses a request with a constant body: nothing of it is repeated, for there may be a token in it. */
export function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: DoorStatus): void {
  const { headers, body } = refusal(status);
  // A body that is not wanted is not read either: the connection ends with the answer.
  const close = incoming.complete ? {} : { connection: "close" };
  outgoing.writeHead(status, { ...headers, ...close, ...(status === 405 ? { allow: "GET, HEAD, POST" } : {}) });
  outgoing.end(body);
}

function refusal(status: DoorStatus): { headers: Record<string, string>; body: string } {
  const requestId = newId();
  const body = JSON.stringify({ success: false, message: sentences[status], code: `http_${status}`, request_id: requestId });
  const length = String(Buffer.byteLength(body));
  return {
    headers: {
      ...bareAnswerHeaders(environment().publicUrl),
      "content-type": "application/json; charset=utf-8",
      "content-length": length,
      "x-request-id": requestId,
    },
    body,
  };
}

/** Ends a connection on which no request could be read, or that asks to become something else. */
export function refuseConnection(socket: Duplex, error: NodeJS.ErrnoException | null): void {
  if (!socket.writable || error?.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = error?.code === "HPE_HEADER_OVERFLOW" ? 431 : error?.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const { headers, body } = refusal(status);
  const lines = Object.entries({ ...headers, connection: "close" }).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** Beyond this nobody has chosen the wrong picture by mistake, and the connection ends without listening on. */
const STILL_READ_BYTES = 32 * 1024 * 1024;

/**
 * Refuses an upload that is too large with a page for the person who sent it. Its body is read to the end and thrown away,
 * within the deadline of any request: browsers show no answer while they are still sending.
 * @param path of a page with an upload: nothing that HTML reads in another way can be in it
 */
export function refuseUpload(path: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const language = preferredLanguage(incoming.headers["accept-language"] ?? null);
  const t = wordsIn(language, "apps.uploadTooLarge");
  const body = page({
    language,
    title: t("title"),
    head: "",
    main: `<p>${t("text")}</p><p><a href="${path}">${t("back")}</a></p>`,
  });
  if (Number(incoming.headers["content-length"]) > STILL_READ_BYTES) {
    answerPage(outgoing, 413, body, { connection: "close" });
    return;
  }
  // Answered at the end: to whoever asked to close, node:http would end the connection under what is still being sent.
  incoming.once("end", () => answerPage(outgoing, 413, body, {}));
  incoming.resume();
}

/** The page a person sees while the database is away; it comes back by itself. */
export function answerUnavailablePage(outgoing: ServerResponse): void {
  const requestId = newId();
  const body = page({
    language: "en",
    title: "Back in a moment",
    head: `<meta http-equiv="refresh" content="${RETRY_AFTER_SECONDS}">`,
    main: `<p>The service cannot reach its database. Nothing of yours is lost; this page tries again by itself.</p>
<p>Request ${requestId}</p>`,
  });
  answerPage(outgoing, 503, body, { "retry-after": RETRY_AFTER_SECONDS, "x-request-id": requestId });
}

function page({ language, title, head, main }: { language: string; title: string; head: string; main: string }): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">${head}<title>${title}</title></head>
<body><main><h1>${title}</h1>${main}</main></body></html>`;
}

function answerPage(outgoing: ServerResponse, status: 413 | 503, body: string, headers: Readonly<Record<string, string | number>>): void {
  outgoing.writeHead(status, {
    ...bareAnswerHeaders(environment().publicUrl),
    "content-type": "text/html; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    ...headers,
  });
  outgoing.end(body);
}
