import type { ReactNode } from "react";

/** Names and values, such as an app's URL and price. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[minmax(8rem,auto)_1fr]">{children}</dl>;
}

/** One of them; of a value that is not there a dash is shown. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="sm:contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children === "" ? "–" : children}</dd>
    </div>
  );
}
