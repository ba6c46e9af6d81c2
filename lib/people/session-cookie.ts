import { cookies, headers } from "next/headers";
import { cache } from "react";
import { environment } from "@/lib/env";
import { endUserCookie } from "./end-user-cookie";
import { closeSession, findSession, openSession, type Session } from "./session";

/** The session of this browser; null when nobody is signed in. Asks the database once while one page renders. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const token = await currentToken();
  return token === null ? null : findSession(token);
});

/** The end user who is signed in; null when nobody is. */
export async function currentEndUser(): Promise<Session["endUser"] | null> {
  return (await currentSession())?.endUser ?? null;
}

/** Signs an end user in in this browser: always a new session, and the one that it had before ends. For actions and route handlers. */
export async function signInEndUser(endUserId: string): Promise<void> {
  const before = await currentToken();
  const { token, expiresAt } = await openSession(endUserId, (await headers()).get("user-agent"));
  if (before !== null) await closeSession(before);
  const { name, secure } = endUserCookie(environment().publicUrl);
  (await cookies()).set(name, token, { httpOnly: true, sameSite: "lax", path: "/", secure, expires: expiresAt });
}

/** Signs the end user of this browser out, on the server first: without the database nobody is told that they were. */
export async function signOutEndUser(): Promise<void> {
  const token = await currentToken();
  if (token !== null) await closeSession(token);
  const { name, secure } = endUserCookie(environment().publicUrl);
  (await cookies()).set(name, "", { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: 0 });
}

async function currentToken(): Promise<string | null> {
  return (await cookies()).get(endUserCookie(environment().publicUrl).name)?.value ?? null;
}
