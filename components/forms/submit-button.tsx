"use client";

import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { useForm } from "./form-context";

/** The button that sends its form; off while the form is on its way. */
export function SubmitButton({ children, ...props }: ComponentProps<typeof Button>) {
  const { pending } = useForm();
  return (
    <Button {...props} disabled={pending} aria-busy={pending}>
      {children}
    </Button>
  );
}
