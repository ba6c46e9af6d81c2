import { cookies } from "next/headers";
import { environment } from "@/lib/env";
import { endUserCookie } from "@/lib/people/end-user-cookie";
import { currentSession, signOutEndUser } from "@/lib/people/session-cookie";
import { findLogoutPage, type LogoutPage } from "@/lib/protocols/external-token";

const LIFE_SECONDS = 300;

/**
 * Signs the end user of this browser out. For actions and route handlers.
 * @returns where to go on: home, or the page that leads to the issuer's own, through which they had come in
 */
export async function signOutAndLeave(): Promise<"/" | "/signed-out"> {
  const session = await currentSession();
  await signOutEndUser();
  const page = session === null ? null : await findLogoutPage(session.id);
  const { name, secure } = leftCookie();
  const maxAge = page === null ? 0 : LIFE_SECONDS;
  const value = page === null || session === null ? "" : session.id;
  (await cookies()).set(name, value, { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge });
  return page === null ? "/" : "/signed-out";
}

/** Where whoever has just signed out in this browser goes on to; null: nowhere. What it is, the database says. */
export async function pageToLeaveFor(): Promise<LogoutPage | null> {
  const left = (await cookies()).get(leftCookie().name)?.value;
  return left === undefined ? null : findLogoutPage(left);
}

// The session's public id, by which nobody signs in: where it leads is read from the issuer's row.
function leftCookie(): { readonly name: string; readonly secure: boolean } {
  const { name, secure } = endUserCookie(environment().publicUrl);
  return { name: name.replace("eu_session", "eu_left"), secure };
}
