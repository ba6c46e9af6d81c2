import { priceInWords } from "@/app/price-in-words";
import { AppCard } from "@/components/portal/app-card";
import { AppHeading } from "@/components/portal/app-heading";
import { Card, CardHeader } from "@/components/ui/card";
import { Markdown } from "@/components/ui/markdown";
import type { AppRevision } from "@/lib/apps";
import { words } from "@/lib/words";

/** A revision as users see it once it is published: in a list, and on its own page. */
export async function CataloguePreview({ revision, partner }: { revision: AppRevision; partner: string }) {
  const t = await words("apps.preview");
  return (
    <Card aria-labelledby="preview">
      <CardHeader id="preview" title={t("title")}>
        {t(revision.state === "published" ? "published" : "draft")}
      </CardHeader>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <figure>
          <figcaption className="mb-2 text-sm text-muted">{t("inList")}</figcaption>
          <ul>
            <AppCard
              href={null}
              icon={revision.icon}
              name={revision.name}
              partner={partner}
              text={revision.tagline}
              note={priceInWords(revision.price)}
            />
          </ul>
        </figure>
        <figure>
          <figcaption className="mb-2 text-sm text-muted">{t("onPage")}</figcaption>
          <div className="rounded-xl border border-line bg-page p-5">
            <AppHeading app={revision} partner={partner} level={3} />
            <Markdown heading={4}>{revision.description}</Markdown>
          </div>
        </figure>
      </div>
    </Card>
  );
}
