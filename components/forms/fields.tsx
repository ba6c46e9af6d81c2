"use client";

import { type ComponentProps, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { controlLook, describedBy, FieldError, FieldFrame, type FieldText } from "./field-frame";
import { useForm } from "./form-context";

type Named = FieldText & { readonly name: string };

// A field is drawn anew after each answer: with what was typed when it was refused, with its first value when it was done.
function useField(name: string) {
  const { state } = useForm();
  const id = useId();
  return { id, error: state.errors[name] ?? null, typed: state.typed[name]?.[0], answer: state.submission };
}

/** One line of text. */
export function TextField({
  name,
  label,
  hint,
  optional,
  defaultValue,
  className,
  ...props
}: Named & Omit<ComponentProps<"input">, "name" | "id">) {
  const { id, error, typed, answer } = useField(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} error={error}>
      <input
        key={answer}
        id={id}
        name={name}
        type="text"
        aria-required={optional !== true}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint, error)}
        defaultValue={typed ?? defaultValue}
        className={classNames(controlLook, className)}
        {...props}
      />
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextArea({ name, label, hint, optional, defaultValue, ...props }: Named & Omit<ComponentProps<"textarea">, "name" | "id">) {
  const { id, error, typed, answer } = useField(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} error={error}>
      <textarea
        key={answer}
        id={id}
        name={name}
        rows={4}
        aria-required={optional !== true}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint, error)}
        defaultValue={typed ?? defaultValue}
        className={controlLook}
        {...props}
      />
    </FieldFrame>
  );
}

export type Choice = { readonly value: string; readonly label: string; readonly hint?: string };

/** One out of a list. */
export function SelectField({
  name,
  label,
  hint,
  optional,
  choices,
  defaultValue,
}: Named & { choices: readonly Choice[]; defaultValue?: string }) {
  const { id, error, typed, answer } = useField(name);
  return (
    <FieldFrame id={id} label={label} hint={hint} optional={optional} error={error}>
      <select
        key={answer}
        id={id}
        name={name}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint, error)}
        defaultValue={typed ?? defaultValue}
        className={controlLook}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** One (`radio`) or several (`checkbox`) out of a few that are all seen. */
export function ChoiceField({
  name,
  label,
  hint,
  type,
  choices,
  defaultValues = [],
  dense = false,
}: Named & {
  type: "radio" | "checkbox";
  choices: readonly Choice[];
  defaultValues?: readonly string[];
  /** true: several beside each other, for many short ones */
  dense?: boolean;
}) {
  const { id, error, answer } = useField(name);
  const { state } = useForm();
  const chosen = state.outcome === "refused" ? (state.typed[name] ?? []) : defaultValues;
  return (
    <fieldset key={answer} aria-describedby={describedBy(id, hint, error)}>
      <legend className="text-sm font-semibold">{label}</legend>
      {hint !== undefined && (
        <div id={`${id}-hint`} className="mt-0.5 text-sm text-muted">
          {hint}
        </div>
      )}
      <div className={dense ? "mt-2 grid grid-cols-2 gap-2 sm:grid-cols-3" : "mt-2 space-y-2"}>
        {choices.map((choice) => (
          <label key={choice.value} className="flex gap-3 text-sm">
            <input
              type={type}
              name={name}
              value={choice.value}
              defaultChecked={chosen.includes(choice.value)}
              aria-invalid={type === "checkbox" && error !== null ? true : undefined}
              aria-describedby={error === null ? undefined : `${id}-error`}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="font-medium">{choice.label}</span>
              {choice.hint !== undefined && <span className="block text-muted">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  );
}
