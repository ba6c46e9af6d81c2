import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { words } from "@/lib/words";
import { Brand } from "./brand";
import { SkipLink } from "./skip-link";

/** What every page of the portal has on top: whose pages these are, where one can go, who is here. */
export async function Masthead({
  home,
  items,
  current,
  children,
}: {
  home: string;
  items: readonly { readonly href: string; readonly label: string }[];
  current: string | null;
  children?: ReactNode;
}) {
  const t = await words("shell");
  return (
    <header className="border-b border-line bg-surface">
      <SkipLink />
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-6 lg:px-8">
        <Brand home={home} />
        <nav aria-label={t("mainNavigation")} className="max-sm:order-last max-sm:w-full sm:grow">
          <ul className="-mx-2 flex flex-wrap gap-1 text-sm">
            {items.map(({ href, label }) => (
              <li key={href}>
                <a
                  href={href}
                  aria-current={href === current ? "page" : undefined}
                  className={classNames(
                    "inline-flex min-h-9 items-center rounded-lg px-2.5 hover:bg-sunken",
                    href === current ? "bg-accent-soft font-semibold text-accent" : "text-text",
                  )}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-3 text-sm">{children}</div>
      </div>
    </header>
  );
}
