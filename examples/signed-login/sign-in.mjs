// How a backend signs one of its users in (protocol 3). Nothing but Node is needed.
import { createHmac } from "node:crypto";

/**
 * Calls Latchkey's login on behalf of a user.
 * @param {{ platformUrl: string, apiKey: string, apiSecret: string }} client
 * @param {{ externalId: string, clientCountry: string, email?: string, referralCode?: string }} user
 * @returns {Promise<{ sessionToken: string } | { enrolmentUrl: string }>} the session, or the page that the user has to see first
 */
export async function signIn({ platformUrl, apiKey, apiSecret }, user) {
  const timestamp = new Date().toISOString().replace(/\.\d+Z$/, "+0000");
  const answer = await fetch(`${platformUrl}/thirdparty/login/v2`, {
    method: "POST",
    // The 301 is an answer, not a way for this server to go.
    redirect: "manual",
    headers: {
      "content-type": "application/json",
      "dcoupon-authorization-apikey": apiKey,
      "dcoupon-authorization-method": "SIGNATURE",
      "dcoupon-authorization-timestamp": timestamp,
      "dcoupon-authorization-signature": createHmac("sha256", apiSecret).update(`${apiKey}:${timestamp}`).digest("hex"),
    },
    body: JSON.stringify(user),
  });
  const body = await answer.json();
  if (answer.status === 200) return { sessionToken: body.sessionToken };
  if (answer.status === 301) return { enrolmentUrl: answer.headers.get("location") };
  throw new Error(`${answer.status} ${body.message} (request ${body.request_id})`);
}

/** Who the bearer of a session token is; null when it does not count any more: then call {@link signIn} again. */
export async function whoIs(platformUrl, sessionToken) {
  const answer = await fetch(`${platformUrl}/api/v1/session`, { headers: { authorization: `Bearer ${sessionToken}` } });
  return answer.status === 200 ? answer.json() : null;
}
