import { safetyHeaders } from "./safety-headers";

/** By this header proxy.ts tells the pages the request id; it sets it on every request, whatever the client sent. */
export const REQUEST_ID_HEADER = "x-request-id";
/** By this one, the path and query that the browser asked for. */
export const REQUEST_PATH_HEADER = "x-request-path";

/** What the headers of a page depend on. */
export type PageHeaderFacts = {
  /** fresh for each request; Next puts it on its own scripts */
  readonly nonce: string;
  readonly publicUrl: string;
  readonly development: boolean;
  /** where the page's form may lead besides ourselves, as CSP sources; none for every page but the one with Open */
  readonly formTargets: readonly string[];
  /** true: the answer leads to a partner, who must not learn from where (T9) */
  readonly leadsAway: boolean;
};

/** The headers of everything that Next answers: 200 and 404, redirects and errors (PN-35, security.md T9, T12, T15). */
export function pageHeaders(facts: PageHeaderFacts): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy(facts),
    "cache-control": "private, no-store",
    // Not no-referrer for pages: browsers would then send `Origin: null` with our own forms, which we refuse from others.
    "referrer-policy": facts.leadsAway ? "no-referrer" : "same-origin",
    ...safetyHeaders(facts.publicUrl),
  };
}

/** No inline script, no inline style, no frame, nothing of others. In development React and the overlay need a little more. */
export function contentSecurityPolicy({ nonce, development, formTargets }: PageHeaderFacts): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ["form-action 'self'", ...formTargets].join(" "),
  ].join("; ");
}
