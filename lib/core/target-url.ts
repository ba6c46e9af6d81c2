import { accept, refuse, type Result } from "./result";

/** Why a Service URL is refused. */
export type TargetUrlRefusal =
  "url_malformed" | "url_too_long" | "url_not_http" | "url_has_credentials" | "url_has_services_parameter" | "url_not_https";

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for a URL whose host is this very machine. */
export function isLoopback(url: URL): boolean {
  return loopbackHosts.has(url.hostname);
}

/**
 * Checks a Service URL as a developer typed it; it is kept byte for byte.
 * @param text what was typed
 * @param use `draft` allows plain http; `published` needs https, or http on loopback when `platformOnLoopback`
 */
export function checkTargetUrl(
  text: string,
  use: { readonly published: boolean; readonly platformOnLoopback: boolean },
): Result<string, TargetUrlRefusal> {
  if (text.length > 2048) return refuse("url_too_long");
  // The URL parser forgives blanks, control characters and backslashes; servers read such spellings in different ways.
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes("\\")) return refuse("url_malformed");
  if (!URL.canParse(text)) return refuse("url_malformed");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return refuse("url_not_http");
  // `https:shop.example` parses too, but is not what anybody means.
  if (!/^https?:\/\/[^/]/i.test(text)) return refuse("url_malformed");
  if (url.username !== "" || url.password !== "") return refuse("url_has_credentials");
  if (url.searchParams.has("services")) return refuse("url_has_services_parameter");
  if (use.published && url.protocol === "http:" && !(use.platformOnLoopback && isLoopback(url))) return refuse("url_not_https");
  return accept(text);
}

/**
 * The Service URL with `services=<token>` added to its query; everything else stays byte for byte
 * (services.txt, section "Integration").
 */
export function withServicesToken(serviceUrl: string, token: string): string {
  return withParameters(serviceUrl, `services=${token}`);
}

/** A URL with more in its query; what it had stays byte for byte. @param parameters encoded already, such as `a=1&b=2` */
export function withParameters(url: string, parameters: string): string {
  const hash = url.indexOf("#");
  const fragment = hash < 0 ? "" : url.slice(hash);
  const base = hash < 0 ? url : url.slice(0, hash);
  const joint = !base.includes("?") ? "?" : /[?&]$/.test(base) ? "" : "&";
  return `${base}${joint}${parameters}${fragment}`;
}
