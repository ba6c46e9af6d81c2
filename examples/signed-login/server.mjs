// A partner's site: its backend signs users in, its page shows the documents in a frame and hears how it ended.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { signIn, whoIs } from "./sign-in.mjs";
import { bodyOf, showInWebview } from "./webview.mjs";

const { LATCHKEY_URL = "http://localhost:3000", API_KEY, API_SECRET, PORT = "8080", COUNTRY = "ES" } = process.env;
if (!API_KEY || !API_SECRET) {
  console.error("Set API_KEY and API_SECRET to the apiKey and the secret that “latchkey api-client create” printed.");
  process.exit(1);
}
const client = { platformUrl: LATCHKEY_URL, apiKey: API_KEY, apiSecret: API_SECRET };
const file = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

const pages = { "/": "frame.html", "/webviews": "webviews.html" };

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://localhost:${PORT}`);
  const answer = (status, type, body) => response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
  const json = (value) => answer(200, "application/json", JSON.stringify(value));
  try {
    const page = pages[url.pathname];
    if (page) return answer(200, "text/html; charset=utf-8", file(page).replaceAll("{{LATCHKEY_URL}}", LATCHKEY_URL));
    // A real site knows its user by its own session; this one takes their word.
    if (url.pathname === "/sign-in" && request.method === "POST")
      return json(await signIn(client, { externalId: url.searchParams.get("user"), clientCountry: COUNTRY }));
    if (url.pathname === "/who-is" && request.method === "POST") return json(await whoIs(LATCHKEY_URL, await bodyOf(request)));
    if (await showInWebview(LATCHKEY_URL, url, request, response)) return;
    answer(404, "text/plain", "There is nothing here.");
  } catch (error) {
    answer(502, "text/plain", error.message === "fetch failed" ? `${LATCHKEY_URL} does not answer` : String(error.message));
  }
});
server.listen(Number(PORT), "127.0.0.1", () => console.error(`http://localhost:${PORT}`));
