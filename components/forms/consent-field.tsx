"use client";

import { type ReactNode, useId } from "react";
import { FieldError } from "./field-frame";
import { useForm } from "./form-context";

/** A box that has to be ticked, never ticked beforehand. @param children what it says, links and all */
export function ConsentField({ name, hint, children }: { name: string; hint: string; children: ReactNode }) {
  const { state } = useForm();
  const id = useId();
  const error = state.errors[name] ?? null;
  return (
    <div>
      <label className="flex gap-3 text-sm">
        <input
          key={state.submission}
          type="checkbox"
          name={name}
          value="yes"
          defaultChecked={state.typed[name]?.[0] === "yes"}
          aria-required
          aria-invalid={error !== null}
          aria-describedby={error === null ? `${id}-hint` : `${id}-hint ${id}-error`}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span>{children}</span>
      </label>
      <p id={`${id}-hint`} className="mt-1 pl-7 text-sm text-muted">
        {hint}
      </p>
      <FieldError id={id} error={error} />
    </div>
  );
}
