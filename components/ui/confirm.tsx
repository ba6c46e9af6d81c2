"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { useScripted } from "./use-scripted";

/**
 * Keeps a step that cannot be taken back behind a first press: a dialog, or without JavaScript a `<details>`.
 * @param children what will happen, and the form that does it
 */
export function Confirm({ label, children }: { label: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  if (!useScripted()) {
    return (
      <details className="group">
        <summary className="flex w-fit min-h-10 items-center rounded-lg border border-line-strong bg-surface px-4 py-2 text-sm font-semibold wrap-normal hover:bg-sunken [&::-webkit-details-marker]:hidden">
          {label}
        </summary>
        <div className="mt-3 max-w-prose rounded-lg border border-line bg-page p-4 text-sm">{children}</div>
      </details>
    );
  }
  // As high as what it takes the place of: nothing moves when the scripts arrive.
  return (
    <div className="flex">
      <Button type="button" variant="secondary" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        {label}
      </Button>
      <Dialog dialog={dialog} title={label.replace(/\s*…$/, "")}>
        <div className="text-sm">{children}</div>
      </Dialog>
    </div>
  );
}
