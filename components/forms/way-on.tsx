"use client";

import { ButtonLink } from "@/components/ui/button";
import { useForm } from "./form-context";

/** The way on from a form that has just made something. @param name under which its id is shown @param hash of the page, with `#` */
export function WayOn({ name, path, hash = "", label }: { name: string; path: string; hash?: string; label: string }) {
  const id = useForm().state.shown[name];
  return id === undefined ? null : <ButtonLink href={`${path}/${id}${hash}`}>{label}</ButtonLink>;
}
