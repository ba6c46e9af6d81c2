import type { LucideIcon } from "lucide-react";
import { classNames } from "@/components/ui/class-names";

/** One place of an area. */
export type NavItem = { readonly href: string; readonly label: string; readonly Icon: LucideIcon };

/** The places of an area, one above the other, in groups. @param current the one whose page is shown, or a page below it */
export function Navigation({ label, groups, current }: { label: string; groups: readonly (readonly NavItem[])[]; current: string }) {
  return (
    <nav aria-label={label} className="space-y-5">
      {groups.map((items) => (
        <ul key={items[0]?.href} className="space-y-0.5">
          {items.map(({ href, label: name, Icon }) => (
            <li key={href}>
              <a
                href={href}
                aria-current={href === current ? "page" : undefined}
                className={classNames(
                  "flex min-h-9 items-center gap-2.5 rounded-lg px-2.5 text-sm hover:bg-sunken",
                  href === current && "bg-accent-soft font-semibold text-accent hover:bg-accent-soft",
                )}
              >
                <Icon aria-hidden className={classNames("size-4 shrink-0", href === current ? "text-accent" : "text-muted")} />
                {name}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
