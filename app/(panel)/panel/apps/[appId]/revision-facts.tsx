import { priceInWords } from "@/app/price-in-words";
import { Fact, Facts } from "@/components/ui/facts";
import type { AppRevision } from "@/lib/apps";
import { words } from "@/lib/words";

/** What a revision says besides its description, which the preview draws. */
export async function RevisionFacts({ revision }: { revision: AppRevision }) {
  const [t, ofCatalogue] = await Promise.all([words("apps.fields"), words("services.categories")]);
  return (
    <Facts>
      <Fact name={t("name")}>{revision.name}</Fact>
      <Fact name={t("tagline")}>{revision.tagline}</Fact>
      <Fact name={t("categories")}>{revision.categories.map((category) => ofCatalogue(category)).join(", ")}</Fact>
      <Fact name={t("serviceUrl")}>
        <span className="break-all">{revision.serviceUrl}</span>
      </Fact>
      <Fact name={t("price")}>{priceInWords(revision.price)}</Fact>
    </Facts>
  );
}
