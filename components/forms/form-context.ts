"use client";

import { createContext, useContext } from "react";
import type { FormState } from "@/lib/forms/form-state";

/** What the fields of a form know of it. */
export type FormContent = { readonly state: FormState; readonly pending: boolean };

const Context = createContext<FormContent | null>(null);
export const FormProvider = Context.Provider;

/** The form that a field stands in. @throws Error outside of an ActionForm */
export function useForm(): FormContent {
  const content = useContext(Context);
  if (!content) throw new Error("a field stands outside of a form");
  return content;
}
