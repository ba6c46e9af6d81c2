import { LayoutGrid } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Minute } from "@/components/ui/moment";
import type { AccessEntry } from "@/lib/purchases";
import { words } from "@/lib/words";
import { MyAppCard } from "./my-app-card";

/** The apps that an end user can open now; those that end stand first, the soonest at the top. @param icons by the app's id */
export async function MyApps({ owned, icons }: { owned: readonly AccessEntry[]; icons: ReadonlyMap<string, string | null> }) {
  const t = await words("portal.home");
  const ordered = owned.toSorted((left, right) => end(left) - end(right));
  return (
    <section aria-labelledby="mine" className="mb-10">
      <h2 id="mine" className="mb-4 text-xl font-semibold">
        {t("mine")}
      </h2>
      {ordered.length === 0 ? (
        <EmptyState Icon={LayoutGrid} title={t("none")} action={<ButtonLink href="/services">{t("look")}</ButtonLink>}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {ordered.map(async (entry) => (
            <MyAppCard key={entry.appId} entry={entry} icon={icons.get(entry.appId) ?? null} note={await noteOf(entry)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function end({ until }: AccessEntry): number {
  return until?.getTime() ?? Infinity;
}

async function noteOf({ available, until, zone }: AccessEntry): Promise<ReactNode> {
  const t = await words("portal.home");
  if (!available) return t("unavailable");
  return until && t.rich("ends", { time: () => <Minute at={until} zone={zone} /> });
}
