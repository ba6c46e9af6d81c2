// A partner's server in plain Node: signs users in who arrive by a login link of Latchkey. No framework, no dependency.
//
//   LATCHKEY_URL=http://localhost:3000 LATCHKEY_TOKEN=lk_live_… PORT=3001 node server.js
//
// The Service URL of the app in the panel is then http://localhost:3001/login
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

const { LATCHKEY_URL = "http://localhost:3000", LATCHKEY_TOKEN, PORT = "3001" } = process.env;
if (!LATCHKEY_TOKEN) {
  console.error("Set LATCHKEY_TOKEN to a bearer token from the panel (Panel → Bearer tokens).");
  process.exit(1);
}

// Your own sessions; a real shop keeps them in its database.
const sessions = new Map(); // id → { email, endsAt }

// 1. The user's browser arrives with ?services=<one-time token>. Ask Latchkey who that is.
async function redeem(servicesToken) {
  const answer = await fetch(`${LATCHKEY_URL}/api/authorization/${encodeURIComponent(servicesToken)}`, {
    headers: { authorization: `Bearer ${LATCHKEY_TOKEN}` },
    redirect: "error", // the API never redirects; anything that does is not the API
    signal: AbortSignal.timeout(5000),
  });
  const body = await answer.json();
  if (!answer.ok) return { refused: body };
  // 2. The address is yours to trust: find your user by it, or create one.
  return {
    email: body.internal_email_address,
    endsAt: new Date(answer.headers.get("x-session-ends-at")),
    maxAge: Number(answer.headers.get("x-session-max-age")),
  };
}

async function login(url, response) {
  const result = await redeem(url.searchParams.get("services") ?? "");
  if (result.refused) {
    const { message, code, request_id: requestId } = result.refused;
    return page(
      response,
      403,
      `<h1>That did not work</h1><p>${escape(message)}</p><p>Open the app from the catalogue again.</p><p><small>${escape(code)} · request ${escape(requestId)}</small></p>`,
    );
  }
  // 3. Your own session, over when the day ends in your time zone; then a clean URL, so that a reload redeems nothing.
  const id = randomBytes(32).toString("base64url");
  sessions.set(id, result);
  const secure = process.env.NODE_ENV === "production" ? "; Secure" : "";
  response
    .writeHead(303, { location: "/", "set-cookie": `session=${id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${result.maxAge}${secure}` })
    .end();
}

const sessionId = (request) => /(?:^|; )session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];

function home(request, response) {
  const id = sessionId(request);
  const session = sessions.get(id);
  if (!session || session.endsAt < new Date()) {
    sessions.delete(id);
    return page(
      response,
      200,
      `<h1>The Reading Room</h1><p>You are not signed in. <a href="${escape(LATCHKEY_URL)}/services">Open this app from the catalogue.</a></p>`,
    );
  }
  page(
    response,
    200,
    `<h1>The Reading Room</h1><p>Signed in as <strong>${escape(session.email)}</strong> until <time>${session.endsAt.toISOString()}</time>.</p>
    <form method="post" action="/sign-out"><button>Sign out</button></form>`,
  );
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  try {
    if (request.method === "GET" && url.pathname === "/login") return await login(url, response);
    if (request.method === "GET" && url.pathname === "/") return home(request, response);
    if (request.method === "POST" && url.pathname === "/sign-out") {
      sessions.delete(sessionId(request));
      return response.writeHead(303, { location: "/", "set-cookie": "session=; Path=/; Max-Age=0" }).end();
    }
    page(response, 404, "<h1>Not found</h1>");
  } catch (error) {
    console.error(error.message); // never the URL: there is a token in it
    page(response, 502, "<h1>Sign-in is not available at the moment</h1><p>Try again in a minute.</p>");
  }
});
server.listen(Number(PORT), "127.0.0.1", () => console.error(`The example partner listens on http://localhost:${PORT}`));

function page(response, status, body) {
  const head =
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>The Reading Room</title>';
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "referrer-policy": "no-referrer", "cache-control": "no-store" });
  response.end(`${head}<main style="font-family:system-ui;max-width:34rem;margin:4rem auto;padding:0 1rem">${body}</main></html>`);
}

function escape(text) {
  return String(text).replace(/[&<>"']/g, (letter) => `&#${letter.codePointAt(0)};`);
}
