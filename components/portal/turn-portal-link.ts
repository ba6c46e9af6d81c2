/** What an old portal link becomes. */
export type TurnedLink = {
  /** claims of the external token, as JSON to read; what only a server can know stands there in words */
  readonly claims: string;
  /** the link carries a password; the password itself is left behind here */
  readonly hadPassword: boolean;
};

/** What stands in the claims that no link says. */
export type ClaimPlaces = { readonly iss: string; readonly jti: string; readonly exp: string; readonly aud: string; readonly uuid: string };

/**
 * Turns a portal link into the claims of an external token, in the browser of whoever pasted it.
 * @param pasted a link, its query, or its `sig` alone @returns null when it is none
 */
export function turnPortalLink(pasted: string, places: ClaimPlaces): TurnedLink | null {
  const said = readSig(sigOf(pasted.trim()));
  if (said === null) return null;
  const [userId, username] = [textOf(said.user_id), textOf(said.username)];
  // The seed's sample sends 0 for an id that nobody has filled in.
  const uuid = userId === "" || userId === "0" ? username : userId;
  const user = { uuid: uuid === "" ? places.uuid : uuid, ...(username.includes("@") ? { email: username } : {}) };
  const claims = { iss: places.iss, jti: places.jti, exp: places.exp, aud: places.aud, sub: "user", user };
  return { claims: JSON.stringify(claims, null, 2), hadPassword: textOf(said.password) !== "" };
}

function sigOf(text: string): string {
  const query = text.includes("?") ? text.slice(text.indexOf("?") + 1) : text;
  return new URLSearchParams(query).get("sig") ?? (text.includes("=") && text.includes("&") ? "" : text);
}

function readSig(sig: string): Readonly<Record<string, unknown>> | null {
  try {
    const bytes = atob(sig.replaceAll(/[ -]/g, "+").replaceAll("_", "/"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "username" in value ? { ...value } : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
