import { isLoopback } from "../core/target-url";

/** The two headers by which a browser says who made it send a request. */
export type Sender = { readonly secFetchSite: string | null; readonly origin: string | null };

/** On one's own machine `localhost` and `127.0.0.1` are the same place. */
function isOwnOrigin(origin: string, publicUrl: string): boolean {
  if (origin === publicUrl) return true;
  if (!URL.canParse(origin)) return false;
  const [theirs, ours] = [new URL(origin), new URL(publicUrl)];
  return isLoopback(theirs) && isLoopback(ours) && theirs.protocol === ours.protocol && theirs.port === ours.port;
}

/**
 * True when a request that changes something comes from a page of ours, or from the address bar. An `Origin`, when there is
 * one, must be ours; Fetch Metadata, where the browser sends it (it does on https and on localhost), must agree; a request
 * with neither is no browser's, and refused. Next has a check of its own, which lets a missing `Origin` pass and believes `X-Forwarded-Host`
 * (security.md, N11): hence this one.
 * @param publicUrl the origin of the platform
 */
export function isSameOrigin({ secFetchSite, origin }: Sender, publicUrl: string): boolean {
  if (origin !== null && !isOwnOrigin(origin, publicUrl)) return false;
  if (secFetchSite !== null) return secFetchSite === "same-origin" || secFetchSite === "none";
  return origin !== null;
}

/** True when a browser says that the request comes from elsewhere. Enough where a CSRF token is asked for as well. */
export function isForeign(sender: Sender, publicUrl: string): boolean {
  return (sender.origin !== null || sender.secFetchSite !== null) && !isSameOrigin(sender, publicUrl);
}

/** The sender of a request. */
export function senderOf(headers: Pick<Headers, "get">): Sender {
  return { secFetchSite: headers.get("sec-fetch-site"), origin: headers.get("origin") };
}

/** The sender of a request as the rooms get it. */
export function senderOfRequest(request: { readonly header: (name: string) => readonly string[] }): Sender {
  return { secFetchSite: request.header("sec-fetch-site")[0] ?? null, origin: request.header("origin")[0] ?? null };
}
