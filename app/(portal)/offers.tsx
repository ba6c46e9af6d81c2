import { LayoutGrid } from "lucide-react";
import { priceInWords } from "@/app/price-in-words";
import { AppCard } from "@/components/portal/app-card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import type { CatalogueEntry } from "@/lib/apps";
import { words } from "@/lib/words";

const FEATURED = 6;

/** Something to discover. @param offers what the reader does not have @param all how many apps the catalogue has */
export async function Offers({ offers, all, signedIn }: { offers: readonly CatalogueEntry[]; all: number; signedIn: boolean }) {
  if (all > 0 && offers.length === 0) return null;
  const t = await words("portal.home");
  return (
    <section aria-labelledby="offers">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="offers" className="text-xl font-semibold">
          {t(signedIn ? "offers" : "offersForVisitors")}
        </h2>
        {all > 0 && <TextLink href="/services">{t("all", { count: all })}</TextLink>}
      </div>
      {all === 0 ? (
        <EmptyState Icon={LayoutGrid} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {offers.slice(0, FEATURED).map((app) => (
            <AppCard
              key={app.appId}
              href={`/services/${app.slug}`}
              icon={app.icon}
              name={app.name}
              partner={app.partnerName}
              text={app.tagline}
              note={priceInWords(app.price)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
