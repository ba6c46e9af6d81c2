import type { ReactNode } from "react";

/** One app in a list of apps. @param href null when it cannot be opened @param note its price, or why it cannot be opened @param heading one level below the one above the list */
export function AppCard({
  href,
  name,
  partner,
  text,
  note,
  heading: Heading = "h3",
}: {
  href: string | null;
  name: string;
  partner: string;
  text?: string;
  note: ReactNode;
  heading?: "h2" | "h3";
}) {
  return (
    <li className="relative flex min-w-0 flex-col rounded-xl border border-line bg-surface p-5 has-[a:hover]:border-line-strong">
      <Heading className="font-semibold">
        {href === null ? (
          name
        ) : (
          <a href={href} className="after:absolute after:inset-0 after:rounded-xl">
            {name}
          </a>
        )}
      </Heading>
      <p className="text-sm text-muted">by {partner}</p>
      {text !== undefined && <p className="mt-2 line-clamp-3 text-sm">{text}</p>}
      {note !== null && <p className="mt-auto pt-3 text-sm font-semibold">{note}</p>}
    </li>
  );
}
