import { ownPathOfUrl } from "@/lib/forms/own-path";

/** Below these a browser may be sent after signing in to the panel. */
export const panelGrounds = ["/panel", "/operator"] as const;
/** Where it goes otherwise. */
export const PANEL_HOME = "/panel";

/** Where NextAuth may redirect to: a page of the panel or the operator's area on our own origin, whatever was asked for (PN-33). */
export function redirectWithin({ url, baseUrl }: { url: string; baseUrl: string }): string {
  return `${baseUrl}${ownPathOfUrl(url, baseUrl, panelGrounds) ?? PANEL_HOME}`;
}
