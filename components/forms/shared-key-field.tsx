"use client";

import { useState } from "react";
import { type ClientWords, fillIn, useWords } from "@/components/shell/client-words";
import { TextField } from "./fields";

const FEWEST_BYTES = 16;
const STRONG_BYTES = 32;
const MOST_BYTES = 512;

/**
 * A key that somebody brings along. How strong it is is said while it is typed, by this browser alone; the server asks
 * again. Its name keeps it from being sent back with a refusal.
 */
export function SharedKeyField({ label, hint }: { label: string; hint: string }) {
  const words = useWords();
  const [bytes, setBytes] = useState(0);
  return (
    <div>
      <TextField
        name="sharedKey"
        label={label}
        hint={hint}
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
        onInput={(event) => setBytes(new TextEncoder().encode(event.currentTarget.value).length)}
      />
      <p role="status" className="mt-1.5 text-sm text-muted">
        {fillIn(words[strengthOf(bytes)], { bytes: String(bytes) })}
      </p>
    </div>
  );
}

function strengthOf(bytes: number): keyof ClientWords {
  if (bytes === 0) return "keyNothing";
  if (bytes < FEWEST_BYTES) return "keyTooShort";
  if (bytes > MOST_BYTES) return "keyTooLong";
  return bytes < STRONG_BYTES ? "keyWeak" : "keyStrong";
}
