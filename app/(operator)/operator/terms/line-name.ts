import type { VersionOf } from "@/lib/terms";
import { requestLanguage, words } from "@/lib/words";

/**
 * For whom a version is: a country by its name, or everybody; everybody else, where some country has a version of its own.
 * @param versions those of its document
 */
export async function lineName(country: string | null, versions: readonly VersionOf[]): Promise<string> {
  if (country !== null) return countryName(country);
  const alone = versions.every((one) => one.country === null || one.state === "withdrawn");
  return (await words("terms.operator"))(alone ? "everybody" : "everybodyElse");
}

/** A country by its name in the reader's language. @param code ISO 3166-1 alpha-2 */
export async function countryName(code: string): Promise<string> {
  return new Intl.DisplayNames(await requestLanguage(), { type: "region" }).of(code) ?? code;
}
