import http from "node:http";
import type { Browser } from "./pages-browser";
import { waitFor } from "./wait-for";

/** An open stream of server-sent events, as a test sees it. */
export type EventStream = {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  /** everything that came so far */
  readonly text: () => string;
  /** waits until what came matches; milliseconds waited */
  readonly says: (what: RegExp, patienceMs: number) => Promise<number>;
  readonly hasEnded: () => boolean;
  readonly ends: (patienceMs: number) => Promise<number>;
  readonly close: () => void;
};

/** Opens a stream with a browser's cookies, over a connection of its own. */
export function openEventStream(browser: Browser, path: string): Promise<EventStream> {
  const { hostname, port } = new URL(browser.baseUrl);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  // As browsers do, and as what holds a stream back would like it.
  const headers = { accept: "text/event-stream", "accept-encoding": "gzip, br", ...(cookie === "" ? {} : { cookie }) };
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, path, agent: false, headers });
    request.once("error", reject);
    request.once("response", (response) => {
      request.on("error", () => undefined);
      let came = "";
      let ended = false;
      response.setEncoding("utf8").on("data", (text: string) => (came += text));
      response.on("error", () => undefined);
      response.once("close", () => (ended = true));
      resolve({
        status: response.statusCode ?? 0,
        header: (name) => response.headers[name]?.toString(),
        text: () => came,
        says: async (what, patienceMs) => (await waitFor(`the stream says ${what.source}`, patienceMs, () => what.test(came))).tookMs,
        hasEnded: () => ended,
        ends: async (patienceMs) => (await waitFor("the stream has ended", patienceMs, () => ended)).tookMs,
        close: () => request.destroy(),
      });
    });
    request.end();
  });
}
