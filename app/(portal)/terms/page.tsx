import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PortalPage } from "@/components/shell/portal-page";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Day } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { ownPath } from "@/lib/forms/own-path";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { requestFacts } from "@/lib/forms/request-facts";
import { portalGrounds } from "@/lib/people/end-user-action";
import { currentSession } from "@/lib/people/session-cookie";
import { listDueTerms, listInForce, type TermsInForce } from "@/lib/terms";
import { requestLanguages, words } from "@/lib/words";
import { AcceptTerms } from "./accept-terms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("terms.page"))("title") };
}

export default async function TermsPage({ searchParams }: { searchParams: PageQuery }) {
  const [session, languages] = await Promise.all([currentSession(), requestLanguages()]);
  const next = ownPath(await queryText(searchParams, "next"), portalGrounds);
  const who = session && { ...session.endUser, owesTerms: false };
  const due = session?.endUser.owesTerms === true ? await listDueTerms(session.endUser.id, languages) : [];
  if (due.length > 0) {
    const changed = (await queryText(searchParams, "changed")) !== null;
    return (
      <PortalPage who={who} current={null}>
        <AcceptTerms due={due} next={next} changed={changed} />
      </PortalPage>
    );
  }
  // When the form was just accepted, Next draws this page anew, and it has to stay the form, which loads the next one.
  if (session && next !== null && !(await requestFacts()).answersAction) redirect(next);
  return (
    <PortalPage who={who} current={null}>
      <InForce documents={await listInForce(session?.endUser.country ?? null, languages)} />
    </PortalPage>
  );
}

async function InForce({ documents }: { documents: readonly TermsInForce[] }) {
  const t = await words("terms.page");
  return (
    <>
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      {documents.length === 0 ? (
        <EmptyState Icon={ScrollText} title={t("noneTitle")}>
          {t("none")}
        </EmptyState>
      ) : (
        <ul className="max-w-3xl space-y-4">
          {documents.map(({ slug, version, mandatory, effectiveAt, text }) => (
            <li key={slug}>
              <Card className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
                <div className="min-w-0">
                  <div className="flex flex-wrap items-center gap-3">
                    <h2 className="font-semibold wrap-anywhere">{text.title}</h2>
                    <Badge>{t(mandatory ? "mandatory" : "optional")}</Badge>
                  </div>
                  <p className="mt-1 text-sm text-muted">{t.rich("version", { version, day: () => <Day at={effectiveAt} /> })}</p>
                </div>
                <TextLink href={`/terms/${slug}`} aria-label={t("readNamed", { title: text.title })}>
                  {t("read")}
                </TextLink>
              </Card>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
