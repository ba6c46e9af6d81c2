import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { OptionalMark } from "./optional-mark";

/** The parts of a field that are the same for all: its name, a hint, and the sentence when it is refused. */
export type FieldText = { readonly label: string; readonly hint?: ReactNode; readonly optional?: boolean };

export const controlLook =
  "block w-full min-h-10 rounded-lg border border-line-strong bg-surface px-3 py-2 text-base text-text placeholder:text-muted aria-invalid:border-danger aria-invalid:outline-danger";

/** Ids by which a control is tied to its hint and its error. */
export function describedBy(id: string, hint: unknown, error: string | null): string | undefined {
  const ids = [hint === undefined ? null : `${id}-hint`, error === null ? null : `${id}-error`].filter((one) => one !== null);
  return ids.length === 0 ? undefined : ids.join(" ");
}

/** Label above, hint below it, control, and the error at the control. */
export function FieldFrame({
  id,
  label,
  hint,
  optional = false,
  error,
  children,
}: FieldText & { id: string; error: string | null; children: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-semibold">
        {label}
        {optional && <OptionalMark />}
      </label>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
          {hint}
        </div>
      )}
      <div className="mt-1.5">{children}</div>
      <FieldError id={id} error={error} />
    </div>
  );
}

/** The sentence that says what is wrong with a field. */
export function FieldError({ id, error }: { id: string; error: string | null }) {
  if (error === null) return null;
  return (
    <p id={`${id}-error`} className="mt-1.5 flex gap-1.5 text-sm font-medium text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{error}</span>
    </p>
  );
}
