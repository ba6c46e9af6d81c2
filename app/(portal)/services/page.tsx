import { LayoutGrid, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { AppCard } from "@/components/portal/app-card";
import { PortalPage } from "@/components/shell/portal-page";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { categoriesOnOffer, searchCatalogue } from "@/lib/apps";
import { appCategories } from "@/lib/core/app-category";
import type { PageQuery } from "@/lib/forms/query";
import { currentEndUser } from "@/lib/people/session-cookie";
import { words } from "@/lib/words";
import { priceInWords } from "@/app/price-in-words";
import { CatalogueFilter } from "./catalogue-filter";
import { cataloguePath, type CatalogueQuery, catalogueQuery } from "./catalogue-query";

const PAGE_SIZE = 24;

type Params = { readonly searchParams: PageQuery };

export async function generateMetadata({ searchParams }: Params): Promise<Metadata> {
  const [t, { text }] = await Promise.all([words("services"), catalogueQuery(searchParams)]);
  return { title: text === "" ? t("title") : t("search.titleOf", { text }) };
}

export default async function ServicesPage({ searchParams }: Params) {
  const asked = await catalogueQuery(searchParams);
  const [t, who, page, offered] = await Promise.all([
    words("services"),
    currentEndUser(),
    searchCatalogue({ ...asked, limit: PAGE_SIZE }),
    categoriesOnOffer(),
  ]);
  return (
    <PortalPage who={who} current="/services">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      {offered.length > 0 && <CatalogueFilter asked={asked} offered={appCategories.filter((category) => offered.includes(category))} />}
      {page.entries.length === 0 ? (
        <Nothing asked={asked} />
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {page.entries.map((app) => (
            <AppCard
              heading="h2"
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
      <Pages asked={asked} next={page.next} />
    </PortalPage>
  );
}

async function Nothing({ asked }: { asked: CatalogueQuery }) {
  const t = await words("services");
  if (asked.text === "" && asked.category === null) {
    const what = asked.after === null ? "empty" : "end";
    return (
      <EmptyState Icon={LayoutGrid} title={t(`${what}.title`)}>
        {t(`${what}.text`)}
      </EmptyState>
    );
  }
  const all = (
    <ButtonLink variant="secondary" href="/services">
      {t("nothing.all")}
    </ButtonLink>
  );
  return (
    <EmptyState Icon={SearchX} title={t("nothing.title")} action={all}>
      {t("nothing.text")}
    </EmptyState>
  );
}

async function Pages({ asked, next }: { asked: CatalogueQuery; next: string | null }) {
  if (asked.after === null && next === null) return null;
  const t = await words("services.search");
  return (
    <nav aria-label={t("pages")} className="mt-6 flex flex-wrap gap-3">
      {next !== null && (
        <ButtonLink variant="secondary" href={cataloguePath({ ...asked, after: next })}>
          {t("more")}
        </ButtonLink>
      )}
      {asked.after !== null && (
        <ButtonLink variant="quiet" href={cataloguePath({ ...asked, after: null })}>
          {t("first")}
        </ButtonLink>
      )}
    </nav>
  );
}
