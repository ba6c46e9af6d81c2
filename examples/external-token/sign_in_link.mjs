// Makes the link by which a user of yours signs in at the platform. Node 20, nothing to install.
import { createHmac, randomUUID } from "node:crypto";

/**
 * @param platform the platform's address, such as https://login.example.com
 * @param issuer { name, key } as they were shown when the issuer was made; the key's characters are the key
 * @param user { uuid } who it is in your system, for ever; email if you have one
 * @param intendedUrl where the user shall arrive
 */
export function signInLink(platform, issuer, user, intendedUrl) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: issuer.name,
    jti: randomUUID(), // each token signs in once
    exp: Math.floor(Date.now() / 1000) + 60, // seconds, not milliseconds
    aud: "farfalla",
    sub: "user",
    user,
    intended_url: intendedUrl,
  };
  const input = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  const signature = createHmac("sha256", issuer.key).update(input).digest("base64url");
  return `${platform}/auth/token?external-auth-token=${input}.${signature}`;
}

// Make it when the user presses the link, and answer by a redirect to it: a token in a page grows old.
const { PLATFORM_URL, ISSUER, ISSUER_KEY } = process.env;
console.log(
  signInLink(PLATFORM_URL, { name: ISSUER, key: ISSUER_KEY }, { uuid: process.argv[2], email: process.argv[3] }, process.argv[4]),
);
