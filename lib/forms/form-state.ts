/**
 * What the action of a form answers and the form then shows. It travels to the browser, and back with the next attempt:
 * nothing secret is in it but what is meant to be shown, once.
 */
export type FormState = {
  readonly outcome: "untouched" | "refused" | "done";
  /** names the next sending of this form, so that a double click does not do things twice */
  readonly submission: string;
  /** about the whole form; null when the fields say it all */
  readonly sentence: string | null;
  /** a sentence per field, by the field's name */
  readonly errors: Readonly<Record<string, string>>;
  /** what was typed, by the field's name; passwords are never sent back */
  readonly typed: Readonly<Record<string, readonly string[]>>;
  /** what was made and is shown now, and never again */
  readonly shown: Readonly<Record<string, string>>;
  /** a path of ours, or where a protocol let its user go: the browser is to load this document */
  readonly goTo: string | null;
};

/** A server action in the form that `useActionState` wants. */
export type FormAction = (state: FormState, form: FormData) => Promise<FormState>;

/** A form that nobody has sent yet. @param submission a new id */
export function untouched(submission: string): FormState {
  return { outcome: "untouched", submission, sentence: null, errors: {}, typed: {}, shown: {}, goTo: null };
}

/** What the work behind a form decided. */
export type Answer =
  | { readonly kind: "refused"; readonly sentence: string | null; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: "done"; readonly sentence: string | null; readonly shown: Readonly<Record<string, string>> }
  | { readonly kind: "told"; readonly shown: Readonly<Record<string, string>> }
  | { readonly kind: "go"; readonly to: string; readonly atOnce: boolean };

/** Refused, for a reason that concerns the whole form. */
export function refusedForm(sentence: string): Answer {
  return { kind: "refused", sentence, errors: {} };
}

/** Refused, for a reason that stands at one field. */
export function refusedField(name: string, sentence: string): Answer {
  return { kind: "refused", sentence: null, errors: { [name]: sentence } };
}

/**
 * Done; the page stays and is shown anew.
 * @param sentence null: what is shown says it all
 * @param shown what is shown this once, such as a token that was just made
 */
export function done(sentence: string | null, shown: Readonly<Record<string, string>> = {}): Answer {
  return { kind: "done", sentence, shown };
}

/** Nothing was changed, only looked at: what was typed stays, beside what was found. */
export function told(shown: Readonly<Record<string, string>>): Answer {
  return { kind: "told", shown };
}

/** Done; the browser loads another page. @param to a path of ours, or where a protocol let its user go */
export function goTo(to: string): Answer {
  return { kind: "go", to, atOnce: false };
}

/**
 * Done, and the page that has the form is not this visitor's any more: a redirect, before Next draws that page anew and
 * sends them to sign in. The document stays, so never to a page with a policy of its own. @param to a path of ours
 */
export function leaveFor(to: string): Answer {
  return { kind: "go", to, atOnce: true };
}
