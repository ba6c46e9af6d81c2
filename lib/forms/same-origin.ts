/** The two headers by which a browser says who made it send a request. */
export type Sender = { readonly secFetchSite: string | null; readonly origin: string | null };

/**
 * True when a request that changes something comes from a page of ours, or from the address bar. Fetch Metadata decides
 * where the browser sends it (it does on https and on localhost), else `Origin`; a request with neither is no browser's,
 * and refused. Next has a check of its own, which lets a missing `Origin` pass and believes `X-Forwarded-Host`
 * (security.md, N11): hence this one.
 * @param publicUrl the origin of the platform
 */
export function isSameOrigin({ secFetchSite, origin }: Sender, publicUrl: string): boolean {
  if (secFetchSite !== null) return secFetchSite === "same-origin" || secFetchSite === "none";
  return origin === publicUrl;
}

/** The sender of a request. */
export function senderOf(headers: Pick<Headers, "get">): Sender {
  return { secFetchSite: headers.get("sec-fetch-site"), origin: headers.get("origin") };
}
