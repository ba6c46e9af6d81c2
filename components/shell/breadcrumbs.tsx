import { ChevronRight } from "lucide-react";
import { words } from "@/lib/words";

/** A page above the one that is shown. */
export type Crumb = { readonly href: string; readonly label: string };

/** The way from the area's first page to this one; the page itself is said by its heading. */
export async function Breadcrumbs({ trail }: { trail: readonly Crumb[] }) {
  if (trail.length === 0) return null;
  const t = await words("shell");
  return (
    <nav aria-label={t("breadcrumbs")} className="mb-3 text-sm print:hidden">
      <ol className="flex flex-wrap items-center gap-x-1 gap-y-0.5">
        {trail.map(({ href, label }, index) => (
          <li key={href} className="flex min-w-0 items-center gap-1 text-muted">
            {index > 0 && <ChevronRight aria-hidden className="size-4 shrink-0" />}
            <a href={href} className="min-w-0 rounded px-0.5 hover:text-text hover:underline">
              {label}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
