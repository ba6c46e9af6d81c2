import { accept, refuse, type Result } from "@/lib/core/result";

const LONGEST = 2048;
/** Paths of ours that are no pages: nobody is sent there after signing in. */
const noPages = new Set(["api", "auth", "_next"]);

/**
 * Where a user goes after signing in: `intended_url`, when it is a path of ours, on our origin, or https with a host on the
 * issuer's list and no port (protocols.md, section 2). Compared as it is written, so that no two parsers can read it
 * differently (T12).
 * @param hosts in lower case
 * @returns what may stand in `Location`
 */
export function readReturnUrl(
  intended: unknown,
  { publicUrl, hosts }: { readonly publicUrl: string; readonly hosts: readonly string[] },
): Result<string, "not_allowed"> {
  if (intended === undefined || intended === null) return accept("/");
  if (typeof intended !== "string" || intended.length > LONGEST) return refuse("not_allowed");
  // Printable ASCII alone, and no encoded control character either: some servers decode before they look.
  if (!/^[\x21-\x7e]+$/.test(intended) || intended.includes("\\") || /%(?:[01][0-9a-f]|7f)/i.test(intended)) return refuse("not_allowed");
  const own = intended === publicUrl ? "/" : intended.startsWith(`${publicUrl}/`) ? intended.slice(publicUrl.length) : intended;
  if (own.startsWith("/")) return isPage(own) ? accept(own) : refuse("not_allowed");
  const host = /^https:\/\/([a-z0-9.-]+)(?:[/?#].*)?$/i.exec(intended)?.[1]?.toLowerCase();
  return host !== undefined && hosts.includes(host) && URL.canParse(intended) ? accept(intended) : refuse("not_allowed");
}

function isPage(path: string): boolean {
  if (path.startsWith("//") || !URL.canParse(path, "https://own.invalid")) return false;
  const { pathname } = new URL(path, "https://own.invalid");
  if (pathname.startsWith("//")) return false;
  try {
    const [, first = ""] = decodeURIComponent(pathname).toLowerCase().split("/");
    return !noPages.has(first);
  } catch {
    return false;
  }
}
