import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What stands where there is nothing yet: why, and what to do first. */
export function EmptyState({
  Icon,
  title,
  children,
  action,
}: {
  Icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center rounded-xl border border-dashed border-line-strong px-6 py-10 text-center">
      <Icon aria-hidden className="size-8 text-muted" />
      <p className="mt-3 font-semibold">{title}</p>
      <div className="mt-1 max-w-prose text-sm text-muted">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
