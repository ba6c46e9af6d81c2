// The same user before and after. Nobody's: the names are of a reserved domain, and no key stands in a token.
const user = { user_id: 4711, username: "ada@shop.example" };

/** What stands in the claims of an example where only the reader's server knows the value. */
export const places = {
  iss: "<your issuer>",
  jti: "<random, new for every link>",
  exp: "<now + 60 seconds>",
  uuid: "<your id of the user>",
};

/** A portal link of old, with what is in its `sig`. */
export function oldLink(publicUrl: string): string {
  const said = { key: "<key>", ...user, password: "<password!>", timeout: 1924992000, user_type: 1 };
  return `${publicUrl}/portal?auth=1&sig=<base64>&key=<key>\n\nsig, decoded by whoever sees it:\n${JSON.stringify(said, null, 2)}`;
}

/** The link that takes its place, with what is in the token. */
export function newLink(publicUrl: string, audience: string): string {
  const { iss, jti, exp } = places;
  const claims = { iss, jti, exp, aud: audience, sub: "user", user: { uuid: String(user.user_id), email: user.username } };
  return `${publicUrl}/auth/token?external-auth-token=<token>\n\ntoken, signed with your key:\n${JSON.stringify(claims, null, 2)}`;
}
