import { newId } from "../id";
import { publishTerms, termsInput } from "../terms";
import { granted, someone } from "./fixtures";

/** Publishes a text of a document, which is mandatory and in force at once unless told otherwise. */
export async function aTermsText(
  options: {
    slug?: string;
    title?: string;
    markdown?: string;
    country?: string | null;
    language?: string;
    mandatory?: boolean;
    effectiveAt?: Date | null;
  } = {},
) {
  const given = { slug: `doc-${newId().slice(-12)}`, title: "Terms of use", markdown: "# One\n\nText.\n", country: null, language: "en" };
  const input = termsInput.parse({ ...given, mandatory: true, effectiveAt: null, ...options });
  return { slug: input.slug, ...granted(await publishTerms(input, someone)) };
}
