import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Brand } from "./brand";

export type NavItem = { readonly href: string; readonly label: string };

/** What every page of an area has on top: whose pages these are, where one can go, who is here. */
export function Masthead({
  home,
  area,
  items,
  current,
  children,
}: {
  home: string;
  area?: string;
  items: readonly NavItem[];
  current: string | null;
  children?: ReactNode;
}) {
  return (
    <header className="border-b border-line bg-surface">
      <a
        href="#content"
        className="sr-only rounded-lg bg-accent px-4 py-2 font-semibold text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:px-4 focus:py-2"
      >
        Skip to the content
      </a>
      <div className="mx-auto flex max-w-5xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-6">
        <Brand home={home} area={area} />
        <nav aria-label="Main" className="max-sm:order-last max-sm:w-full sm:grow">
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

/** The part of a page that is the page. @param width `narrow` for pages that are one form */
export function Content({ width = "wide", children }: { width?: "wide" | "narrow"; children: ReactNode }) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className={classNames("mx-auto w-full px-4 py-8 outline-none sm:px-6", width === "wide" ? "max-w-5xl" : "max-w-md")}
    >
      {children}
    </main>
  );
}
