import { hashToken, isTokenSpelling } from "@/lib/crypto/token";
import { environment } from "@/lib/env";
import { cookiesNamed } from "@/lib/http/cookies-named";
import type { RoomRequest } from "@/lib/http/message";
import { endUserCookie } from "./end-user-cookie";

/** SHA-256 of the end user's session cookie that a protocol's request carries; null: none that is spelled like one. */
export function sessionHashOf(request: Pick<RoomRequest, "header">): Buffer | null {
  const [token] = cookiesNamed(request, endUserCookie(environment().publicUrl).name);
  return token !== undefined && isTokenSpelling(token) ? hashToken(token) : null;
}
