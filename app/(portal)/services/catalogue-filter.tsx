import { controlLook } from "@/components/forms/field-frame";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { AppCategory } from "@/lib/core/app-category";
import { words } from "@/lib/words";
import { cataloguePath, type CatalogueQuery } from "./catalogue-query";

/** Search and categories of the catalogue: a form and links, each of them an address. @param offered categories that have an app */
export async function CatalogueFilter({ asked, offered }: { asked: CatalogueQuery; offered: readonly AppCategory[] }) {
  const t = await words("services");
  const choices = [null, ...offered].map((category) => ({
    category,
    label: category === null ? t("search.all") : t(`categories.${category}`),
  }));
  return (
    <div className="mb-6 space-y-4">
      <form method="get" action="/services" role="search" className="flex max-w-xl gap-3">
        {asked.category !== null && <input type="hidden" name="category" value={asked.category} />}
        <input
          type="search"
          name="q"
          aria-label={t("search.label")}
          placeholder={t("search.label")}
          defaultValue={asked.text}
          maxLength={100}
          autoComplete="off"
          className={controlLook}
        />
        <Button variant="secondary">{t("search.button")}</Button>
      </form>
      <nav aria-label={t("search.categories")}>
        <ul className="flex flex-wrap gap-2">
          {choices.map(({ category, label }) => (
            <li key={label}>
              <a
                href={cataloguePath({ text: asked.text, category })}
                aria-current={category === asked.category ? "true" : undefined}
                className={classNames(
                  "inline-flex min-h-9 items-center rounded-full border px-3.5 text-sm",
                  category === asked.category
                    ? "border-accent bg-accent-soft font-semibold text-accent"
                    : "border-line bg-surface hover:border-line-strong",
                )}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
