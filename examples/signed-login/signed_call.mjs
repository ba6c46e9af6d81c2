// Signs a user of yours in at the platform by a signed call. Node 20, nothing to install.
import { createHmac } from "node:crypto";

/**
 * @param platform the platform's address, such as https://login.example.com
 * @param client { apiKey, secret } as they were shown when the API client was made; the secret's characters are the key
 * @param user { externalId } who it is in your system, for ever; { clientCountry } such as "ES"; email if you have one
 * @returns { sessionToken } of a user who is in, or { enrolmentUrl } to show in a frame: there they accept the documents
 */
export async function signIn(platform, { apiKey, secret }, user) {
  // Sign exactly the text that is sent: one variable for both.
  const timestamp = new Date().toISOString().replace(/\.\d+Z$/, "+0000");
  const answer = await fetch(`${platform}/thirdparty/login/v2`, {
    method: "POST",
    redirect: "manual", // 301 is an answer here, and its Location is for your user
    headers: {
      "content-type": "application/json",
      "dcoupon-authorization-apikey": apiKey,
      "dcoupon-authorization-method": "SIGNATURE",
      "dcoupon-authorization-timestamp": timestamp,
      "dcoupon-authorization-signature": createHmac("sha256", secret).update(`${apiKey}:${timestamp}`).digest("hex"),
    },
    body: JSON.stringify(user),
  });
  if (answer.status === 301) return { enrolmentUrl: answer.headers.get("location") };
  if (answer.status === 200) return { sessionToken: (await answer.json()).sessionToken };
  throw new Error(`${answer.status}: look the request ${answer.headers.get("x-request-id")} up in the panel`);
}

const { PLATFORM_URL, API_KEY, API_SECRET } = process.env;
const user = { externalId: process.argv[2], clientCountry: process.argv[3] };
console.log(JSON.stringify(await signIn(PLATFORM_URL, { apiKey: API_KEY, secret: API_SECRET }, user)));
