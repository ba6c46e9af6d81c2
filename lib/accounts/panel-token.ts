import { decode } from "next-auth/jwt";
import { deriveKey } from "@/lib/crypto/keys";
import { isTokenSpelling } from "@/lib/crypto/token";

/** What NextAuth encrypts the session cookie with. */
export function panelSecret(): string {
  return deriveKey("panel-session").toString("hex");
}

/**
 * The session id inside the value of a session cookie; null for anything that NextAuth did not encrypt for us, or that
 * has expired. That says nothing yet: the row decides.
 */
export async function sessionIdIn(cookie: string | undefined): Promise<string | null> {
  if (cookie === undefined || cookie === "") return null;
  try {
    const token = await decode({ token: cookie, secret: panelSecret() });
    return typeof token?.sid === "string" && isTokenSpelling(token.sid) ? token.sid : null;
  } catch {
    return null;
  }
}
