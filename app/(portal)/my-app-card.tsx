import type { ReactNode } from "react";
import { AppIcon } from "@/components/ui/app-icon";
import { Button } from "@/components/ui/button";
import { words } from "@/lib/words";

/** What is shown of an app. @property available false: suspended or no longer in the catalogue, so Open would be refused */
type Entry = { readonly slug: string; readonly name: string; readonly partnerName: string; readonly available: boolean };

/** An app that the reader may enter, with the button that does. @param icon as a revision has it @param note until when, or why it cannot be opened */
export async function MyAppCard({ entry, icon, note }: { entry: Entry; icon: string | null; note: ReactNode }) {
  const t = await words("portal.home");
  return (
    <li className="flex min-w-0 flex-col rounded-xl border border-line bg-surface p-5">
      <div className="flex items-center gap-3">
        <AppIcon icon={icon} name={entry.name} />
        <div className="min-w-0">
          <h3 className="font-semibold wrap-anywhere">
            {entry.available ? (
              <a href={`/services/${entry.slug}`} className="hover:underline">
                {entry.name}
              </a>
            ) : (
              entry.name
            )}
          </h3>
          <p className="text-sm text-muted wrap-anywhere">{t("by", { partner: entry.partnerName })}</p>
        </div>
      </div>
      {note !== null && <p className="mt-3 text-sm">{note}</p>}
      {entry.available && (
        // A plain form, not a link: nothing may make a login token by looking ahead.
        <form method="post" action={`/services/${entry.slug}/open`} className="mt-auto pt-4">
          <Button className="w-full" aria-label={t("openNamed", { app: entry.name })}>
            {t("open")}
          </Button>
        </form>
      )}
    </li>
  );
}
