import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { environment } from "@/lib/env";
import { ownPath } from "@/lib/forms/own-path";
import { requestFacts } from "@/lib/forms/request-facts";
import type { MemberRole } from "./members";
import { PANEL_HOME, panelGrounds } from "./panel-grounds";
import { panelCookies } from "./panel-cookies";
import { findPanelSession, type PanelSession } from "./panel-session";
import { sessionIdIn } from "./panel-token";

/** Somebody who works for a partner, signed in to the panel. */
export type Developer = {
  readonly account: PanelSession["account"];
  readonly partnerId: string;
  readonly partnerName: string;
  readonly partnerSuspended: boolean;
  readonly role: MemberRole;
};

/** One of the operator's own people, signed in to the panel. */
export type Operator = { readonly account: PanelSession["account"] };

/**
 * Who is signed in to the panel; null when nobody is. Reads the cookie alone, never an `Authorization` header, and asks the
 * database once for each request (React keeps the answer while one page renders).
 */
export const currentPanelSession = cache(async (): Promise<PanelSession | null> => {
  const id = await currentPanelSessionId();
  return id === null ? null : findPanelSession(id);
});

/** The session id in the cookie of the request; null for none that is ours. It says nothing yet: the row decides. */
export async function currentPanelSessionId(): Promise<string | null> {
  const jar = await cookies();
  return sessionIdIn(jar.get(panelCookies(environment().publicUrl).session)?.value);
}

/** For a page of the panel: who is signed in, and for which partner. Everybody else is sent to the sign-in page. */
export async function requireDeveloper(): Promise<Developer> {
  const session = await currentPanelSession();
  if (!session) redirect(await signInPath());
  const developer = developerOf(session);
  if (developer) return developer;
  if (session.account.operator) redirect("/operator");
  return notFound();
}

/** For a page of the operator's area: to everybody else but them it does not exist. */
export async function requireOperator(): Promise<Operator> {
  const session = await currentPanelSession();
  if (!session) redirect(await signInPath());
  return session.account.operator ? { account: session.account } : notFound();
}

/** The sign-in page, which leads back to the page that was asked for. */
export async function signInPath(): Promise<string> {
  const asked = ownPath((await requestFacts()).path, panelGrounds) ?? PANEL_HOME;
  return `/panel/sign-in?callbackUrl=${encodeURIComponent(asked)}`;
}

/** The session as a developer's; null when its account works for no partner. */
export function developerOf({ account, membership }: PanelSession): Developer | null {
  if (!membership) return null;
  const { partnerId, partnerName, partnerSuspended, role } = membership;
  return { account, partnerId, partnerName, partnerSuspended, role };
}

/** NextAuth's CSRF token of this browser, for the forms that post to it; null when its cookie is not set yet. */
export async function panelCsrfToken(): Promise<string | null> {
  const jar = await cookies();
  const value = jar.get(panelCookies(environment().publicUrl).csrf)?.value;
  return /^([0-9a-f]{64})\|[0-9a-f]{64}$/.exec(value ?? "")?.[1] ?? null;
}
