/** The cookies of the panel's realm. End users have others (lib/people/session-cookie.ts); neither realm reads the other's. */
export type PanelCookies = { readonly session: string; readonly csrf: string; readonly callback: string; readonly secure: boolean };

/**
 * Names of the panel's cookies: `__Host-` (Secure, no Domain, Path=/: no sibling subdomain can set them) wherever the
 * platform is on https; plain on http, where a browser would not take them otherwise.
 */
export function panelCookies(publicUrl: string): PanelCookies {
  const secure = publicUrl.startsWith("https://");
  const prefix = secure ? "__Host-" : "";
  // NextAuth takes every cookie whose name begins with the session's for a piece of it: the others must not.
  return { session: `${prefix}latchkey_panel`, csrf: `${prefix}latchkey_csrf`, callback: `${prefix}latchkey_callback`, secure };
}

/** How each of them is set. */
export function panelCookieOptions(publicUrl: string) {
  return { httpOnly: true, sameSite: "lax" as const, path: "/", secure: panelCookies(publicUrl).secure };
}

/** By this cookie the sign-in page puts back the e-mail that was typed, after a refusal. Never a password. */
export const TYPED_EMAIL_COOKIE = "latchkey_typed_email";
