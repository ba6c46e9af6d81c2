import { isDatabaseGone } from "@/lib/db/failure";
import { environment } from "@/lib/env";
import { factsOf } from "@/lib/forms/request-facts";
import { isSameOrigin, senderOf } from "@/lib/forms/same-origin";
import { log } from "@/lib/log";
import { signOutEndUser } from "@/lib/people/session-cookie";

/** Ends the session of this browser on the server, then its cookie. Whoever could not be signed out is told so. */
export async function signOut(headers: Headers): Promise<Response> {
  const { requestId } = factsOf(headers);
  if (!isSameOrigin(senderOf(headers), environment().publicUrl)) return plain(403, "This was sent from another site, so nothing was done.");
  try {
    await signOutEndUser();
    return new Response(null, { status: 303, headers: { location: "/", "cache-control": "no-store" } });
  } catch (error) {
    const gone = isDatabaseGone(error);
    log()[gone ? "warn" : "error"]({ error, requestId }, "an end user could not be signed out");
    return plain(
      gone ? 503 : 500,
      `You are still signed in: something went wrong on our side. Go back and try again. Request ${requestId}.`,
    );
  }
}

function plain(status: number, sentence: string): Response {
  return new Response(sentence, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "retry-after": "2" },
  });
}
