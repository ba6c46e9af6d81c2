const LONGEST = 2048;
// Only there to resolve a path against; it can never be anybody's (RFC 6761).
const NOWHERE = "https://own.invalid";

/**
 * Reads where somebody wants to go after signing in, as a path of ours (security.md, T12). Whatever could leave our origin
 * in any reading – `//evil`, `/\evil`, `https:evil`, control characters, dot segments that leave two slashes – or is no
 * page below `grounds` gives null.
 * @param text path with query, as it stood in a parameter
 * @param grounds the first segments allowed, such as `/panel`; `/` stands for the home page alone
 * @returns the path as the URL parser spells it
 */
export function ownPath(text: unknown, grounds: readonly string[]): string | null {
  if (typeof text !== "string" || text.length > LONGEST) return null;
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes("\\")) return null;
  if (!URL.canParse(text, NOWHERE)) return null;
  const url = new URL(text, NOWHERE);
  if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return null;
  const within = grounds.some((ground) => url.pathname === ground || (ground !== "/" && url.pathname.startsWith(`${ground}/`)));
  return within ? `${url.pathname}${url.search}${url.hash}` : null;
}

/** The same for a value that may be an absolute URL on our own origin, as NextAuth hands it around. */
export function ownPathOfUrl(text: unknown, publicUrl: string, grounds: readonly string[]): string | null {
  if (typeof text !== "string") return null;
  const path = text === publicUrl || text.startsWith(`${publicUrl}/`) ? text.slice(publicUrl.length) : text;
  return ownPath(path, grounds);
}
