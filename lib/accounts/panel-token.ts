import { decode, type JWTDecodeParams, type JWT } from "next-auth/jwt";
import { deriveKey, openingKeys } from "@/lib/crypto/keys";
import { isTokenSpelling } from "@/lib/crypto/token";

/** What NextAuth encrypts the session cookie with. */
export function panelSecret(): string {
  return deriveKey("panel-session").toString("hex");
}

/** Reads a session cookie as NextAuth does, also one that was made under the previous master secret; null: it is none of ours. */
export async function readPanelToken({ token }: Pick<JWTDecodeParams, "token">): Promise<JWT | null> {
  for (const key of openingKeys("panel-session")) {
    const read = await decode({ token, secret: key.toString("hex") }).catch(() => null);
    if (read !== null) return read;
  }
  return null;
}

/**
 * The session id inside the value of a session cookie; null for anything that NextAuth did not encrypt for us, or that
 * has expired. That says nothing yet: the row decides.
 */
export async function sessionIdIn(cookie: string | undefined): Promise<string | null> {
  if (cookie === undefined || cookie === "") return null;
  const token = await readPanelToken({ token: cookie });
  return typeof token?.sid === "string" && isTokenSpelling(token.sid) ? token.sid : null;
}
