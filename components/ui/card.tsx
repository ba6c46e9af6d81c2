import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

/** A part of a page that belongs together. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={classNames("rounded-xl border border-line bg-surface p-5 sm:p-6", className)} {...props} />;
}

/** Heading of a card, with a sentence that says what it is for. */
export function CardHeader({ title, children, id }: { title: string; children?: ReactNode; id?: string }) {
  return (
    <div className="mb-4">
      <h2 id={id} className="text-lg font-semibold">
        {title}
      </h2>
      {children && <div className="mt-1 text-sm text-muted">{children}</div>}
    </div>
  );
}
