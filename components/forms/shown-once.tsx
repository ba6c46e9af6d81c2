"use client";

import type { ReactNode } from "react";
import { CopyText } from "@/components/ui/code";
import { useForm } from "./form-context";

/**
 * What its form has just made, this once: a token or a URL with a copy button. After a reload it is nowhere.
 * @param name under which the action answered it
 */
export function ShownOnce({ name, label, children }: { name: string; label: string; children?: ReactNode }) {
  const text = useForm().state.shown[name];
  if (text === undefined) return null;
  return (
    <div className="space-y-2">
      <p className="text-sm font-semibold">{label}</p>
      <CopyText text={text} name={label} />
      {children && <div className="text-sm text-muted">{children}</div>}
    </div>
  );
}
