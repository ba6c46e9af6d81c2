"use client";

import { type SyntheticEvent, type ReactNode, useActionState, useEffect, useRef } from "react";
import { useWords } from "@/components/shell/client-words";
import { Alert } from "@/components/ui/alert";
import { classNames } from "@/components/ui/class-names";
import { type FormAction, untouched } from "@/lib/forms/form-state";
import { FormProvider } from "./form-context";

/** How a form is put on a page. */
export type ActionFormProps = {
  readonly action: FormAction;
  /** a new id for each time the page is shown */
  readonly submission: string;
  /** ids and the like that the user does not see */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly className?: string;
  readonly children: ReactNode;
};

/**
 * A form whose work is a server action. Without JavaScript it is posted and the page comes back with the answer; with it,
 * the answer comes into the page, the button is off while it is on its way, and the first field with a mistake gets the
 * focus. What was typed stays either way.
 */
export function ActionForm({ action, submission, hidden = {}, className, children }: ActionFormProps) {
  const [state, dispatch, pending] = useActionState(action, untouched(submission));
  const words = useWords();
  // Nobody sees a sentence at a hidden field, nor can mend what is in it.
  const stale = Object.keys(hidden).some((name) => state.errors[name] !== undefined);
  const refusal = state.sentence ?? (stale ? words.pageStale : null);
  const form = useRef<HTMLFormElement>(null);
  const leaving = state.goTo !== null;
  useEffect(() => {
    if (state.goTo !== null) window.location.assign(state.goTo);
    if (state.outcome !== "refused") return;
    const wrong =
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]") ?? form.current?.querySelector<HTMLElement>("[role=alert]");
    wrong?.focus();
  }, [state]);
  const sent = useRef(false);
  useEffect(() => {
    if (!pending) sent.current = false;
  }, [pending]);
  // Two clicks can come before React has drawn the button as off.
  const onSubmit = (event: SyntheticEvent) => {
    if (sent.current || leaving) event.preventDefault();
    sent.current = true;
  };
  return (
    <FormProvider value={{ state, pending: pending || leaving }}>
      <form ref={form} action={dispatch} onSubmit={onSubmit} noValidate className={classNames("space-y-5", className)}>
        <input type="hidden" name="submission" value={state.submission} />
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {refusal !== null && state.outcome === "refused" && (
          <Alert tone="danger" role="alert" tabIndex={-1}>
            {refusal}
          </Alert>
        )}
        {state.sentence !== null && state.outcome === "done" && (
          <Alert tone="ok" role="status">
            {state.sentence}
          </Alert>
        )}
        {children}
      </form>
    </FormProvider>
  );
}
