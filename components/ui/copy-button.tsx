"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { fillIn, useWords } from "@/components/shell/client-words";
import { Button } from "./button";
import { useScripted } from "./use-scripted";

/** Copies a text. @param name what it is, for whoever listens to the page. Without JavaScript it keeps its place and is not seen: the text stands beside it and can be selected. */
export function CopyButton({ text, name }: { text: string; name: string }) {
  const scripted = useScripted();
  const words = useWords();
  const [said, setSaid] = useState<"copied" | "copyByHand" | null>(null);
  const able = scripted && "clipboard" in navigator;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("copied");
    } catch {
      setSaid("copyByHand");
    }
  };
  const label = words[said ?? "copy"];
  return (
    <>
      <Button
        type="button"
        variant="secondary"
        className={able ? undefined : "invisible"}
        aria-label={fillIn(words.copyOf, { said: label, name })}
        onClick={() => void copy()}
      >
        {said === "copied" ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        {label}
      </Button>
      <span role="status" className="sr-only">
        {said === null ? null : label}
      </span>
    </>
  );
}
