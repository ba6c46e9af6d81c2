import { refresh } from "next/cache";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Result } from "@/lib/core/result";
import { isDatabaseGone } from "@/lib/db/failure";
import { environment } from "@/lib/env";
import { isId, newId } from "@/lib/id";
import { log } from "@/lib/log";
import { requestLanguage, words } from "@/lib/words";
import { type Answer, type FormAction, type FormState, goTo, refusedForm } from "./form-state";
import { formObject, sentencesOf, typedIn } from "./read-form";
import { factsOf, type RequestFacts } from "./request-facts";
import { isSameOrigin, senderOf } from "./same-origin";
import { claimSubmission } from "./submissions";

/** Nobody is signed in (any more). @param signIn path of the realm's sign-in page */
export type SignedOut = { readonly ok: false; readonly signIn: string };

/** What a form needs to be served; each realm has a wrapper that fills `authorize` in. */
export type FormRules<Input, Who> = {
  readonly schema: z.ZodType<Input>;
  /** who sends the form, asked anew for each sending */
  readonly authorize: () => Promise<Result<Who, string> | SignedOut>;
  /** true: of several sendings of one form (a double click, a reload) only the first does anything */
  readonly once?: boolean;
  /** names of the fields that are files; without them files do not reach the schema */
  readonly fileFields?: readonly string[];
  readonly work: (input: Input, who: Who, request: RequestFacts) => Promise<Answer>;
};

/**
 * The one way in which a form of ours becomes work: from our own pages only, by somebody who may, with valid fields. Each
 * refusal is a sentence, and what was typed comes back. The one place where what the work throws becomes an answer.
 */
export function serveForm<Input, Who>(rules: FormRules<Input, Who>): FormAction {
  return async (before, form) => {
    const [all, t] = await Promise.all([headers(), words("forms.served")]);
    // An action can be called without a form, by hand.
    if (!(form instanceof FormData)) return stateAfter(new FormData(), refusedForm(t("noForm")));
    const request = factsOf(all);
    if (!isSameOrigin(senderOf(all), environment().publicUrl)) {
      log().warn({ requestId: request.requestId }, "a form was sent from another site");
      return stateAfter(form, refusedForm(t("foreign")));
    }
    try {
      const answer = await attempt(rules, before, form, request);
      if ("outcome" in answer) return answer;
      // Without JavaScript the browser follows a 303. With it, the form loads the document: each page is one of its own.
      if (answer.kind === "go" && (answer.atOnce || !request.answersAction)) redirect(answer.to);
      if (answer.kind === "done") refresh();
      return stateAfter(form, answer);
    } catch (error) {
      unstable_rethrow(error);
      return stateAfter(form, await failure(error, request.requestId));
    }
  };
}

async function attempt<Input, Who>(
  rules: FormRules<Input, Who>,
  before: FormState,
  form: FormData,
  request: RequestFacts,
): Promise<Answer | FormState> {
  const who = await rules.authorize();
  if (!who.ok && "reason" in who) return refusedForm(who.reason);
  if (!who.ok) return request.answersAction ? refusedForm((await words("forms.served"))("signedOut")) : goTo(who.signIn);
  const read = rules.schema.safeParse(formObject(form, rules.fileFields));
  if (!read.success) return { kind: "refused", ...sentencesOf(read.error.issues, await requestLanguage()) };
  const submission = form.get("submission");
  if (rules.once === true && typeof submission === "string" && isId(submission) && !(await claimSubmission(submission))) {
    // A second click while the first was on its way: what the first one answered stays.
    return before.outcome === "done" ? before : refusedForm((await words("forms.served"))("sentTwice"));
  }
  return rules.work(read.data, who.value, request);
}

async function failure(error: unknown, requestId: string): Promise<Answer> {
  const t = await words("forms.served");
  if (isDatabaseGone(error)) {
    log().warn({ error, requestId }, "the database did not answer a form");
    return refusedForm(t("databaseGone"));
  }
  log().error({ error, requestId }, "a form failed");
  return refusedForm(t("failed", { requestId }));
}

function stateAfter(form: FormData, answer: Answer): FormState {
  const base: FormState = { outcome: "done", submission: newId(), sentence: null, errors: {}, typed: {}, shown: {}, goTo: null };
  if (answer.kind === "go") return { ...base, goTo: answer.to };
  if (answer.kind === "told") return { ...base, shown: answer.shown, typed: typedIn(form) };
  if (answer.kind === "done") return { ...base, sentence: answer.sentence, shown: answer.shown };
  return { ...base, outcome: "refused", sentence: answer.sentence, errors: answer.errors, typed: typedIn(form) };
}
