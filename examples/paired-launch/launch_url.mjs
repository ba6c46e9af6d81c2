// Obtains an access token for a paired account and prints the URL that opens it. Node 20, nothing to install.
import { createHmac } from "node:crypto";

/**
 * @param platform the platform's address, such as https://login.example.com
 * @param apiToken a bearer token of yours that is made for pairing
 * @param psClientId what you call the account in the pairing
 * @param signatureKey the pairing's Signature Key; its characters are the key
 */
export async function launchUrl(platform, apiToken, psClientId, signatureKey) {
  const answer = await fetch(`${platform}/api2/PSObtainToken?PSClientID=${encodeURIComponent(psClientId)}`, {
    headers: { APIToken: apiToken },
    redirect: "error", // it would lose the header
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${body.code}: ${body.message} (request ${body.request_id})`);
  const ts = Math.floor(Date.now() / 1000); // seconds, not milliseconds
  const uri = `/h/${body.ClientVHOST}/te/lo.cgi?Action=Launch&pt=${body.AccessToken}&ts=${ts}`;
  const signature = createHmac("sha256", signatureKey).update(uri).digest("hex");
  return `${platform}${uri}&signature=${signature}`;
}

// Make it when the user presses the button, and answer by a redirect to it: it is good once, for half an hour.
const { PLATFORM_URL, API_TOKEN, SIGNATURE_KEY } = process.env;
console.log(await launchUrl(PLATFORM_URL, API_TOKEN, process.argv[2], SIGNATURE_KEY));
