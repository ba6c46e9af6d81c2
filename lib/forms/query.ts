/** The query of a page, as Next hands it over. */
export type PageQuery = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** One parameter of a page's query; null when it is absent, or stands there several times. */
export async function queryText(query: PageQuery, name: string): Promise<string | null> {
  const all = await query;
  const value = Object.hasOwn(all, name) ? all[name] : undefined;
  return typeof value === "string" ? value : null;
}
