import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

const looks = {
  info: { Icon: Info, box: "bg-accent-soft", icon: "text-accent" },
  ok: { Icon: CircleCheck, box: "bg-ok-soft", icon: "text-ok" },
  warn: { Icon: TriangleAlert, box: "bg-warn-soft", icon: "text-warn" },
  danger: { Icon: CircleAlert, box: "bg-danger-soft", icon: "text-danger" },
} as const;

export type AlertTone = keyof typeof looks;

/** A sentence that must not be missed. `role="alert"` or `"status"` where it appears after something was done. */
export function Alert({
  tone = "info",
  title,
  children,
  className,
  ...props
}: { tone?: AlertTone; title?: string; children?: ReactNode } & ComponentProps<"div">) {
  const { Icon, box, icon } = looks[tone];
  return (
    <div className={classNames("flex gap-3 rounded-lg p-4 text-sm", box, className)} {...props}>
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", icon)} />
      <div className="min-w-0 grow">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
