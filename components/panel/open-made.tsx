"use client";

import { useForm } from "@/components/forms/form-context";
import { ButtonLink } from "@/components/ui/button";

/** Opens the URL that its form has just made. A plain link in a window of its own: nothing may follow it but a press. @param name under which the URL is shown */
export function OpenMade({ name, label }: { name: string; label: string }) {
  const url = useForm().state.shown[name];
  if (url === undefined) return null;
  return (
    <ButtonLink href={url} target="_blank" rel="noreferrer">
      {label}
    </ButtonLink>
  );
}
