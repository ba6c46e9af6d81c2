import type { ReactNode } from "react";
import { AppIcon } from "@/components/ui/app-icon";
import { words } from "@/lib/words";

/**
 * One app in a list of apps.
 * @param href null when it cannot be opened @param icon as a revision has it @param text its tagline
 * @param note its price, or why it cannot be opened @param heading one level below the one above the list
 */
export async function AppCard({
  href,
  icon = null,
  name,
  partner,
  text,
  note,
  heading: Heading = "h3",
}: {
  href: string | null;
  icon?: string | null;
  name: string;
  partner: string;
  text?: string;
  note: ReactNode;
  heading?: "h2" | "h3" | "h4";
}) {
  const t = await words("services");
  return (
    <li className="relative flex min-w-0 flex-col rounded-xl border border-line bg-surface p-5 has-[a:hover]:border-line-strong">
      <div className="flex items-center gap-3">
        <AppIcon icon={icon} name={name} />
        <div className="min-w-0">
          <Heading className="font-semibold wrap-anywhere">
            {href === null ? (
              name
            ) : (
              <a href={href} className="after:absolute after:inset-0 after:rounded-xl">
                {name}
              </a>
            )}
          </Heading>
          <p className="text-sm text-muted wrap-anywhere">{t("by", { partner })}</p>
        </div>
      </div>
      {text !== undefined && text !== "" && <p className="mt-3 line-clamp-3 text-sm wrap-anywhere">{text}</p>}
      {note !== null && <p className="mt-auto pt-3 text-sm font-semibold">{note}</p>}
    </li>
  );
}
