"use client";

import { Printer } from "lucide-react";
import { Button } from "./button";
import { useScripted } from "./use-scripted";

/** Prints the page. Without JavaScript it keeps its place and is not seen: the browser's own menu does the same. */
export function PrintButton({ label }: { label: string }) {
  return (
    <Button type="button" variant="secondary" className={useScripted() ? undefined : "invisible"} onClick={() => window.print()}>
      <Printer aria-hidden className="size-4" />
      {label}
    </Button>
  );
}
