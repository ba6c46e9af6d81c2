// Next.js: app/path/of/your/service-url/route.ts, with `npm install iron-session` for the session cookie.
// Environment: LATCHKEY_TOKEN=<the bearer token from the panel>, SESSION_SECRET=<32 random characters or more>
import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import type { NextRequest } from "next/server";

const LATCHKEY_URL = "https://latchkey.example";

export async function GET(request: NextRequest): Promise<Response> {
  const token = encodeURIComponent(request.nextUrl.searchParams.get("services") ?? "");
  let answer: Response;
  try {
    answer = await fetch(`${LATCHKEY_URL}/api/authorization/${token}`, {
      headers: { authorization: `Bearer ${process.env.LATCHKEY_TOKEN}` },
      cache: "no-store",
      signal: AbortSignal.timeout(5000),
    });
  } catch {
    return new Response("Sign-in does not answer at the moment. Try again in a minute.", { status: 503 });
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    // Never log the URL: there is a token in it. The request id finds the event in the panel.
    console.error("latchkey", answer.status, body.code, body.request_id);
    if (answer.status === 403) return new Response(body.message, { status: 403 }); // this user may not enter
    if (answer.status === 404 || answer.status === 410)
      return new Response("This link was used or is too old. Open the app from the catalogue again.", { status: 410 });
    if (answer.status === 401) return new Response("Sign-in is not set up right.", { status: 500 }); // your bearer token
    const headers = { "retry-after": answer.headers.get("retry-after") ?? "5" }; // 429, 503
    return new Response("Too busy at the moment. Try again in a minute.", { status: 503, headers });
  }
  const maxAge = Number(answer.headers.get("x-session-max-age"));
  const session = await getIronSession<{ email?: string; endsAt?: number }>(await cookies(), {
    password: process.env.SESSION_SECRET ?? "",
    cookieName: "session",
    ttl: maxAge,
  });
  session.email = body.internal_email_address; // find or create your user by this address
  session.endsAt = Date.now() + maxAge * 1000; // from then on, take the session for over
  await session.save();
  return new Response(null, { status: 303, headers: { location: "/" } }); // a clean URL: a reload redeems nothing
}
