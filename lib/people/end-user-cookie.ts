/** The cookie of the end users' realm; `__Host-` wherever the platform is on https. The panel has another. */
export function endUserCookie(publicUrl: string): { readonly name: string; readonly secure: boolean } {
  const secure = publicUrl.startsWith("https://");
  return { name: secure ? "__Host-eu_session" : "eu_session", secure };
}

/** The `Set-Cookie` by which a room signs an end user in. Pages do it by session-cookie.ts. @param token of the new session */
export function endUserSetCookie(publicUrl: string, token: string, expiresAt: Date): string {
  const { name, secure } = endUserCookie(publicUrl);
  return `${name}=${token}; Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
}
