"use client";

import { CircleCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "@/components/shell/client-words";

const SHOWN_MS = 10_000;

/**
 * A sentence about what was just done, in a corner. It goes by itself, but not while somebody reads it with the pointer or
 * the focus on it; a reload does not bring it back. Without JavaScript it stays, and its button is a link.
 * @param parameter of the page's address, by which it was asked for @param without the address without it
 */
export function Toast({ text, parameter, without }: { text: string; parameter: string; without: string }) {
  const words = useWords();
  const [shown, setShown] = useState(true);
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    const url = new URL(window.location.href);
    url.searchParams.delete(parameter);
    window.history.replaceState(window.history.state, "", url);
  }, [parameter]);
  useEffect(() => {
    if (isRead) return;
    const timer = setTimeout(() => setShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isRead]);
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-20 flex justify-end" role="status">
      {shown && (
        <div
          onPointerEnter={() => setRead(true)}
          onPointerLeave={() => setRead(false)}
          onFocus={() => setRead(true)}
          onBlur={() => setRead(false)}
          className="pointer-events-auto flex max-w-md items-start gap-3 rounded-xl border border-line bg-surface p-4 text-sm shadow-lift"
        >
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
          <p className="min-w-0 grow">{text}</p>
          <a
            href={without}
            aria-label={words.dismiss}
            onClick={(event) => {
              event.preventDefault();
              setShown(false);
            }}
            className="-m-1 rounded-lg p-1 text-muted hover:bg-sunken hover:text-text"
          >
            <X aria-hidden className="size-4" />
          </a>
        </div>
      )}
    </div>
  );
}
