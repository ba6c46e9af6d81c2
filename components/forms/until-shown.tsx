"use client";

import type { ReactNode } from "react";
import { useForm } from "./form-context";

/** The fields of a form that makes something once: gone as soon as what it made is shown. @param name under which it is shown */
export function UntilShown({ name, children }: { name: string; children: ReactNode }) {
  return useForm().state.shown[name] === undefined ? children : null;
}
