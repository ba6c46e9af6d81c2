import type { z } from "zod";
import { accept, refuse } from "@/lib/core/result";
import type { Actor } from "@/lib/events/audit";
import type { Answer, FormAction } from "@/lib/forms/form-state";
import { ownPath } from "@/lib/forms/own-path";
import { type RequestFacts, requestFacts } from "@/lib/forms/request-facts";
import { serveForm } from "@/lib/forms/serve-form";
import { words } from "@/lib/words";
import type { Session } from "./session";
import { currentSession } from "./session-cookie";

/** Below these an end user may be sent after signing in; `/` is the home page. */
export const portalGrounds = ["/", "/services", "/purchases", "/account", "/terms", "/confirm-email"] as const;

/** The end users' sign-in page, which leads back to `next`. @param next path of ours, or text that claims to be one */
export function endUserSignInPath(next: string): string {
  const path = ownPath(next, portalGrounds);
  return path === null || path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}

/** The page where mandatory documents are accepted, which leads to `next` afterwards. @param next path of ours, or text that claims to be one */
export function termsFirstPath(next: string): string {
  const path = ownPath(next, portalGrounds);
  return path === null ? "/terms" : `/terms?next=${encodeURIComponent(path)}`;
}

/**
 * A server action of an end user: same origin, signed in, nothing left to accept, valid – then `work`.
 * @param options.beforeTerms true: also for somebody who has documents to accept first
 */
export function endUserAction<Input>(
  schema: z.ZodType<Input>,
  work: (
    input: Input,
    by: {
      readonly endUser: Session["endUser"];
      readonly sessionId: string;
      readonly continueTo: string | null;
      readonly actor: Actor;
      readonly request: RequestFacts;
    },
  ) => Promise<Answer>,
  options: { readonly beforeTerms?: boolean } = {},
): FormAction {
  return serveForm({
    schema,
    authorize: async () => {
      const session = await currentSession();
      if (!session) return { ok: false, signIn: endUserSignInPath((await requestFacts()).path) };
      if (session.endUser.owesTerms && options.beforeTerms !== true) return refuse((await words("terms"))("acceptFirst"));
      return accept(session);
    },
    work: (input, { id: sessionId, endUser, continueTo }, request) =>
      work(input, { endUser, sessionId, continueTo, actor: { kind: "end_user", id: endUser.id }, request }),
  });
}
