import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { isDatabaseGone } from "@/lib/db/failure";
import { environment } from "@/lib/env";
import { admitSignIn, forgiveSignIn } from "@/lib/limits/sign-ins";
import { log } from "@/lib/log";
import { checkCredentials } from "./account";
import { panelCookieOptions, panelCookies } from "./panel-cookies";
import { redirectWithin } from "./panel-grounds";
import { ABSOLUTE_SECONDS, openPanelSession } from "./panel-session";
import { panelSecret, readPanelToken } from "./panel-token";

/** Why somebody was not let in; the sign-in page has a sentence for each. */
export type SignInRefusal = { readonly code: "wrong" | "unavailable" | "failed" } | { readonly code: "wait"; readonly seconds: number };

/** One request to NextAuth: what it needs to know, and what it finds out beside its answer. */
export type AuthAttempt = {
  readonly clientAddress: string;
  readonly requestId: string;
  /** the session that the browser has already */
  readonly previousSessionId: string | null;
  refusal: SignInRefusal | null;
};

/** NextAuth's options for one request. They are made anew for each, since `attempt` is told what became of it. */
export function authOptions(attempt: AuthAttempt): NextAuthOptions {
  const { publicUrl } = environment();
  const names = panelCookies(publicUrl);
  const options = panelCookieOptions(publicUrl);
  return {
    secret: panelSecret(),
    useSecureCookies: names.secure,
    // The cookie holds a session id, encrypted. Whether it is still a session, the row says (panel-session.ts).
    session: { strategy: "jwt", maxAge: ABSOLUTE_SECONDS },
    jwt: { maxAge: ABSOLUTE_SECONDS, decode: readPanelToken },
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callback, options },
    },
    pages: { signIn: "/panel/sign-in", signOut: "/panel/sign-out", error: "/panel/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials) => signIn(attempt, credentials?.email ?? "", credentials?.password ?? ""),
      }),
    ],
    callbacks: {
      redirect: redirectWithin,
      // Called once, when somebody has just signed in; `user` is what authorize() gave.
      jwt: ({ user }) => ({ sid: sessionIdOf(user) }),
    },
    logger: {
      // NextAuth's metadata repeats what was sent; its code says enough.
      error: (code) => log().error({ code, requestId: attempt.requestId }, "next-auth failed"),
      warn: (code) => log().warn({ code, requestId: attempt.requestId }, "next-auth warns"),
      debug: () => undefined,
    },
  };
}

type SignedIn = { readonly id: string; readonly sessionId: string };

// Never throws: NextAuth would put the error's message into the URL (PN-34).
async function signIn(attempt: AuthAttempt, email: string, password: string): Promise<SignedIn | null> {
  const guess = { realm: "panel", account: email, clientAddress: attempt.clientAddress } as const;
  try {
    const seconds = await admitSignIn(guess);
    if (seconds !== null) return refused(attempt, { code: "wait", seconds });
    const account = await checkCredentials(email, password);
    if (!account) return refused(attempt, { code: "wrong" });
    await forgiveSignIn(guess);
    return { id: account.id, sessionId: await openPanelSession(account.id, attempt.previousSessionId) };
  } catch (error) {
    const gone = isDatabaseGone(error);
    log()[gone ? "warn" : "error"]({ error, requestId: attempt.requestId }, "a sign-in could not be decided");
    return refused(attempt, { code: gone ? "unavailable" : "failed" });
  }
}

function refused(attempt: AuthAttempt, refusal: SignInRefusal): null {
  attempt.refusal = refusal;
  return null;
}

function sessionIdOf(user: unknown): string {
  if (typeof user === "object" && user !== null && "sessionId" in user && typeof user.sessionId === "string") return user.sessionId;
  throw new Error("a session was asked for that nobody opened");
}
