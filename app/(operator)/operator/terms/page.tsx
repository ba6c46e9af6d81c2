import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { OperatorPage } from "@/components/shell/operator-page";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireOperator } from "@/lib/accounts/current-account";
import { listDocuments, type TermsDocument, type VersionOf } from "@/lib/terms";
import { words } from "@/lib/words";
import { lineName } from "./line-name";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("terms.operator"))("title") };
}

export default async function TermsPage() {
  const operator = await requireOperator();
  const [t, documents] = await Promise.all([words("terms.operator"), listDocuments()]);
  return (
    <OperatorPage operator={operator} current="/operator/terms">
      <PageHeader title={t("title")} action={documents.length > 0 && <ButtonLink href="/operator/terms/new">{t("publish")}</ButtonLink>}>
        {t("lead")}
      </PageHeader>
      {documents.length === 0 ? (
        <EmptyState Icon={ScrollText} title={t("noneTitle")} action={<ButtonLink href="/operator/terms/new">{t("publish")}</ButtonLink>}>
          {t("none")}
        </EmptyState>
      ) : (
        <>
          <ul aria-label={t("list")} className="space-y-4">
            {documents.map((document) => (
              <li key={document.id}>
                <DocumentCard document={document} />
              </li>
            ))}
          </ul>
          <p className="mt-5 text-sm">
            <TextLink href="/operator/terms/acceptances">{t("acceptances")}</TextLink>
          </p>
        </>
      )}
    </OperatorPage>
  );
}

async function DocumentCard({ document }: { document: TermsDocument }) {
  const t = await words("terms.operator");
  const { id, slug, title, mandatory, versions } = document;
  const inForce = versions.filter(({ state }) => state === "in_force");
  return (
    <Card className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-3">
          <h2 className="text-lg font-semibold wrap-anywhere">{title}</h2>
          <Badge tone={mandatory ? "accent" : "neutral"}>{t(mandatory ? "mandatory" : "optional")}</Badge>
        </div>
        <p className="font-mono text-xs text-muted wrap-anywhere">{slug}</p>
        <ul className="mt-2 space-y-1 text-sm">
          {inForce.length === 0 ? (
            <li>{t("nothingInForce")}</li>
          ) : (
            inForce.map((version) => <InForce key={version.id} version={version} of={versions} />)
          )}
        </ul>
      </div>
      <ButtonLink variant="secondary" href={`/operator/terms/${id}`} aria-label={t("openNamed", { title })}>
        {t("open")}
      </ButtonLink>
    </Card>
  );
}

async function InForce({ version, of }: { version: VersionOf; of: readonly VersionOf[] }) {
  const t = await words("terms.operator");
  const line = await lineName(version.country, of);
  const facts = { line, version: version.version, languages: version.languages.join(", "), count: version.acceptances };
  return <li>{t("inForce", facts)}</li>;
}
