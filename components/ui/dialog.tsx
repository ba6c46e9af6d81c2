"use client";

import { X } from "lucide-react";
import { type ReactNode, type RefObject, useId } from "react";
import { useWords } from "@/components/shell/client-words";
import { classNames } from "./class-names";

/**
 * A modal dialog, the browser's own: it keeps the focus, makes the rest inert, closes by Escape or a press beside it, and
 * gives the focus back. Open it by `dialog.current?.showModal()`.
 */
export function Dialog({
  dialog,
  title,
  className,
  children,
}: {
  dialog: RefObject<HTMLDialogElement | null>;
  title: string;
  className?: string;
  children: ReactNode;
}) {
  const words = useWords();
  const heading = useId();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onClick={(event) => {
        // The backdrop belongs to the dialog; what is inside has elements of its own.
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      className={classNames(
        "m-auto w-[min(32rem,calc(100vw-2rem))] rounded-xl border border-line bg-surface p-0 text-text shadow-lift",
        className,
      )}
    >
      <div className="p-5 sm:p-6">
        <div className="mb-3 flex items-start justify-between gap-4">
          <h2 id={heading} className="text-lg font-semibold">
            {title}
          </h2>
          <button
            type="button"
            aria-label={words.cancel}
            onClick={() => dialog.current?.close()}
            className="-m-1 rounded-lg p-1 text-muted hover:bg-sunken hover:text-text"
          >
            <X aria-hidden className="size-5" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
