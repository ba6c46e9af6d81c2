import { Fragment } from "react";
import { ConsentField } from "@/components/forms/consent-field";
import { TextLink } from "@/components/ui/text-link";
import type { TermsInForce } from "@/lib/terms";
import { requestLanguage, words } from "@/lib/words";
import { listParts } from "@/lib/words/formats";

/** The box by which somebody who signs up accepts what is mandatory. */
export async function Consent({ documents }: { documents: readonly TermsInForce[] }) {
  const [t, language] = await Promise.all([words("terms.signUp"), requestLanguage()]);
  const links = listParts(documents, language, ({ slug, text }) => (
    <TextLink href={`/terms/${slug}`} target="_blank" rel="noopener">
      {text.title}
    </TextLink>
  ));
  return (
    <ConsentField name="consent" hint={t("newTab")}>
      {t.rich("consent", { documents: () => links.map((part, index) => <Fragment key={index}>{part}</Fragment>) })}
    </ConsentField>
  );
}
