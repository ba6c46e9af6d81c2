"use client";

import { Check, Copy } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { Button } from "./button";

const never = () => () => undefined;

/** Copies a text. @param name what it is, for whoever listens to the page. Without JavaScript it is not there: the text stands beside it and can be selected. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const able = useSyncExternalStore(
    never,
    () => "clipboard" in navigator,
    () => false,
  );
  const [said, setSaid] = useState<string | null>(null);
  if (!able) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      setSaid("Select the text and copy it by hand");
    }
  };
  return (
    <>
      <Button type="button" variant="secondary" aria-label={`${said ?? "Copy"}: ${name}`} onClick={() => void copy()}>
        {said === "Copied" ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        {said ?? "Copy"}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
