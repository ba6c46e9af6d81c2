import type { ReactNode } from "react";

/**
 * Keeps a step that cannot be taken back behind a first press. A `<details>`: it works with the keyboard and without
 * JavaScript.
 * @param children what will happen, and the form that does it
 */
export function Confirm({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-10 items-center rounded-lg border border-line-strong bg-surface px-4 py-2 text-sm font-semibold hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {label}
      </summary>
      <div className="mt-3 max-w-prose rounded-lg border border-line bg-page p-4 text-sm">{children}</div>
    </details>
  );
}
