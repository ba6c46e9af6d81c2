import type { z } from "zod";
import { accept, refuse } from "@/lib/core/result";
import type { Actor } from "@/lib/events/audit";
import type { Answer, FormAction } from "@/lib/forms/form-state";
import type { RequestFacts } from "@/lib/forms/request-facts";
import { serveForm } from "@/lib/forms/serve-form";
import { words } from "@/lib/words";
import { currentPanelSession, type Developer, developerOf, type Operator, signInPath } from "./current-account";
import { type PanelAction, policyRefusal } from "./panel-policy";
import { policySentence } from "./policy-sentence";

type Asked = { readonly actor: Actor; readonly request: RequestFacts };
type Options = {
  /** true: a double click or a reload must not do it twice */
  readonly once?: boolean;
  /** names of the fields that are files; the page has to be among those with an upload (bin/front-door/body-limit.ts) */
  readonly fileFields?: readonly string[];
};

/**
 * A server action of the panel: same origin, signed in, allowed by role, valid – then `work`. The partner is the session's,
 * whatever the form says (T3).
 */
export function developerAction<Input>(
  action: PanelAction,
  schema: z.ZodType<Input>,
  work: (input: Input, by: Developer & Asked) => Promise<Answer>,
  options: Options = {},
): FormAction {
  return serveForm({
    schema,
    ...options,
    authorize: async () => {
      const session = await currentPanelSession();
      if (!session) return { ok: false, signIn: await signInPath() };
      const developer = developerOf(session);
      if (!developer) return refuse((await words("refusals.member"))("no_organisation"));
      const refusal = policyRefusal(developer, action);
      return refusal === null ? accept(developer) : refuse(await policySentence(refusal));
    },
    work: (input, developer, request) => work(input, { ...developer, actor: { kind: "account", id: developer.account.id }, request }),
  });
}

/** A server action of the operator's area: same origin, signed in as an operator, valid – then `work`. */
export function operatorAction<Input>(
  schema: z.ZodType<Input>,
  work: (input: Input, by: Operator & Asked) => Promise<Answer>,
  options: Options = {},
): FormAction {
  return serveForm({
    schema,
    ...options,
    authorize: async () => {
      const session = await currentPanelSession();
      if (!session) return { ok: false, signIn: await signInPath() };
      if (!session.account.operator) return refuse((await words("refusals.member"))("no_operator"));
      return accept({ account: session.account });
    },
    work: (input, operator, request) => work(input, { ...operator, actor: { kind: "account", id: operator.account.id }, request }),
  });
}
