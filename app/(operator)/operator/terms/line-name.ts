import { requestLanguage, words } from "@/lib/words";

/** For whom a version is: a country by its name, or everybody. @param alone true: the document has no version for a country */
export async function lineName(country: string | null, alone: boolean): Promise<string> {
  if (country === null) return (await words("terms.operator"))(alone ? "everybody" : "everybodyElse");
  return new Intl.DisplayNames(await requestLanguage(), { type: "region" }).of(country) ?? country;
}
