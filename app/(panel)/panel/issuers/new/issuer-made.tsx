"use client";

import { useForm } from "@/components/forms/form-context";
import { ButtonLink } from "@/components/ui/button";

/** The way on from a form that has just made an issuer. */
export function IssuerMade({ label }: { label: string }) {
  const { issuerId } = useForm().state.shown;
  return issuerId === undefined ? null : <ButtonLink href={`/panel/issuers/${issuerId}#set-up`}>{label}</ButtonLink>;
}
