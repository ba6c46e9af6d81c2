import type { z } from "zod";
import { accept } from "@/lib/core/result";
import type { Actor } from "@/lib/events/audit";
import type { Answer, FormAction } from "@/lib/forms/form-state";
import { ownPath } from "@/lib/forms/own-path";
import { type RequestFacts, requestFacts } from "@/lib/forms/request-facts";
import { serveForm } from "@/lib/forms/serve-form";
import type { Session } from "./session";
import { currentSession } from "./session-cookie";

/** Below these an end user may be sent after signing in; `/` is the home page. */
export const portalGrounds = ["/", "/services", "/purchases", "/account", "/confirm-email"] as const;

/** The end users' sign-in page, which leads back to `next`. @param next path of ours, or text that claims to be one */
export function endUserSignInPath(next: string): string {
  const path = ownPath(next, portalGrounds);
  return path === null || path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}

/** A server action of an end user: same origin, signed in, valid – then `work`. */
export function endUserAction<Input>(
  schema: z.ZodType<Input>,
  work: (
    input: Input,
    by: { readonly endUser: Session["endUser"]; readonly sessionId: string; readonly actor: Actor; readonly request: RequestFacts },
  ) => Promise<Answer>,
): FormAction {
  return serveForm({
    schema,
    authorize: async () => {
      const session = await currentSession();
      return session ? accept(session) : { ok: false, signIn: endUserSignInPath((await requestFacts()).path) };
    },
    work: (input, { id: sessionId, endUser }, request) =>
      work(input, { endUser, sessionId, actor: { kind: "end_user", id: endUser.id }, request }),
  });
}
