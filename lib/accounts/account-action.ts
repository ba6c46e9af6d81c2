import type { z } from "zod";
import { accept } from "@/lib/core/result";
import type { Answer, FormAction } from "@/lib/forms/form-state";
import { serveForm } from "@/lib/forms/serve-form";
import { currentPanelSession, signInPath } from "./current-account";
import type { PanelSession } from "./panel-session";

/** A server action about one's own panel account, whatever its role and partner: same origin, signed in, valid – then `work`. */
export function accountAction<Input>(
  schema: z.ZodType<Input>,
  work: (input: Input, account: PanelSession["account"]) => Promise<Answer>,
): FormAction {
  return serveForm({
    schema,
    authorize: async () => {
      const session = await currentPanelSession();
      return session ? accept(session.account) : { ok: false, signIn: await signInPath() };
    },
    work: (input, account) => work(input, account),
  });
}
