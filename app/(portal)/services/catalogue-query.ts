import { type AppCategory, isAppCategory } from "@/lib/core/app-category";
import { type PageQuery, queryText } from "@/lib/forms/query";

const LONGEST_SEARCH = 100;

/** What the address of the catalogue asks for. */
export type CatalogueQuery = { readonly text: string; readonly category: AppCategory | null; readonly after: string | null };

/** Reads it; what makes no sense asks for nothing. */
export async function catalogueQuery(query: PageQuery): Promise<CatalogueQuery> {
  const category = await queryText(query, "category");
  return {
    text: ((await queryText(query, "q")) ?? "").trim().slice(0, LONGEST_SEARCH),
    category: category !== null && isAppCategory(category) ? category : null,
    after: await queryText(query, "after"),
  };
}

/** The address that asks for it. */
export function cataloguePath({ text = "", category = null, after = null }: Partial<CatalogueQuery>): string {
  const query = new URLSearchParams({
    ...(text === "" ? {} : { q: text.toWellFormed() }),
    ...(category === null ? {} : { category }),
    ...(after === null ? {} : { after }),
  }).toString();
  return query === "" ? "/services" : `/services?${query}`;
}
