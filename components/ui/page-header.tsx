import type { ReactNode } from "react";

/** The heading of a page, with what it is for and what can be done on it. */
export function PageHeader({
  title,
  children,
  badge,
  action,
}: {
  title: string;
  children?: ReactNode;
  badge?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-4">
      <div className="min-w-0 max-w-prose">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="min-w-0 text-2xl font-bold tracking-tight">{title}</h1>
          {badge}
        </div>
        {children && <div className="mt-1 text-muted">{children}</div>}
      </div>
      {action}
    </header>
  );
}
