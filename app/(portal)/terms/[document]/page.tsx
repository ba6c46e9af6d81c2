import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PortalPage } from "@/components/shell/portal-page";
import { Card } from "@/components/ui/card";
import { Markdown } from "@/components/ui/markdown";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { currentSession } from "@/lib/people/session-cookie";
import { listInForce } from "@/lib/terms";
import { requestLanguages, words } from "@/lib/words";

type Parameters = { readonly params: Promise<{ readonly document: string }> };

const find = cache(async (slug: string) => {
  const [session, languages] = await Promise.all([currentSession(), requestLanguages()]);
  const documents = await listInForce(session?.endUser.country ?? null, languages);
  return documents.find((document) => document.slug === slug) ?? notFound();
});

export async function generateMetadata({ params }: Parameters): Promise<Metadata> {
  return { title: (await find((await params).document)).text.title };
}

/** A document in force, for everybody to read: also for who has not accepted it yet. */
export default async function TermsDocumentPage({ params }: Parameters) {
  const [document, session, t] = await Promise.all([find((await params).document), currentSession(), words("terms.page")]);
  const { version, effectiveAt, text } = document;
  return (
    <PortalPage who={session && { ...session.endUser, owesTerms: false }} current={null}>
      <article className="max-w-3xl">
        <PageHeader title={text.title}>{t.rich("version", { version, day: () => <Day at={effectiveAt} /> })}</PageHeader>
        <Card lang={text.language}>
          <Markdown heading={2}>{text.markdown}</Markdown>
        </Card>
        <p className="mt-5 text-sm">
          <TextLink href="/terms">{t("back")}</TextLink>
        </p>
      </article>
    </PortalPage>
  );
}
