"use client";

import { useId, useState } from "react";
import { controlLook, describedBy, FieldFrame, type FieldText } from "./field-frame";
import { useForm } from "./form-context";

/**
 * A file to upload. One that is too large is refused here already, before it is sent for nothing; the server asks again.
 * @param accept media types that the browser offers @param mostBytes the largest file @param tooLarge the sentence for a larger one
 */
export function FileField({
  name,
  label,
  hint,
  accept,
  mostBytes,
  tooLarge,
}: FieldText & { name: string; accept: string; mostBytes: number; tooLarge: string }) {
  const { state } = useForm();
  const id = useId();
  // Of the answer that it came after: a new answer has a sentence of its own.
  const [refused, setRefused] = useState<string | null>(null);
  const error = refused === state.submission ? tooLarge : (state.errors[name] ?? null);
  const check = (input: HTMLInputElement) => {
    const isTooLarge = [...(input.files ?? [])].some((file) => file.size > mostBytes);
    setRefused(isTooLarge ? state.submission : null);
    if (isTooLarge) input.value = "";
  };
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        name={name}
        type="file"
        accept={accept}
        aria-required
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => check(event.currentTarget)}
        className={`${controlLook} file:mr-3 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:py-1 file:font-semibold file:text-text`}
      />
    </FieldFrame>
  );
}
