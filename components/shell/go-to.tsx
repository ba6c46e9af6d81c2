"use client";

import { Search } from "lucide-react";
import { type ComponentType, useCallback, useEffect, useRef, useState } from "react";
import { useWords } from "./client-words";
import type { Destination, GoToListProps } from "./go-to-list";

/**
 * The command palette's button: Ctrl+K (⌘K) or a press opens it. The palette itself is loaded then, so that no page pays
 * for what few use.
 * @param source path that answers the reader's own destinations as JSON; null where there are none
 */
export function GoTo({ pages, source }: { pages: readonly { readonly href: string; readonly label: string }[]; source: string | null }) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const [List, setList] = useState<ComponentType<GoToListProps> | null>(null);
  const open = useCallback(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
    void import("./go-to-list").then((module) => setList(() => module.GoToList));
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [open]);
  const destinations: readonly Destination[] = pages.map(({ href, label }) => ({ kind: "page", href, label }));
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={open}
        className="flex min-h-9 w-full items-center gap-2.5 rounded-lg border border-line bg-sunken px-2.5 text-left text-sm text-muted hover:border-line-strong hover:text-text"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="grow">{words.goTo}</span>
        <kbd aria-hidden className="font-sans text-xs">
          {words.goToKeys}
        </kbd>
      </button>
      <dialog
        ref={dialog}
        aria-label={words.goTo}
        onClick={(event) => {
          if (event.target === event.currentTarget) event.currentTarget.close();
        }}
        className="mx-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-xl border border-line bg-surface p-0 text-text shadow-lift"
      >
        {List ? (
          <List pages={destinations} source={source} onDone={() => dialog.current?.close()} />
        ) : (
          <p className="p-5 text-sm text-muted">{words.loading}</p>
        )}
      </dialog>
    </>
  );
}
