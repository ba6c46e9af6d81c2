import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { OperatorPage } from "@/components/shell/operator-page";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import type { TermsDocument } from "@/lib/terms";
import { words } from "@/lib/words";
import { changeMandatory } from "../actions";
import { findDocumentOr404 } from "../find-or-404";
import { VersionRow } from "./version-row";

type Properties = { readonly params: Promise<{ readonly documentId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Properties): Promise<Metadata> {
  return { title: (await findDocumentOr404((await params).documentId)).document.title };
}

export default async function DocumentPage({ params, searchParams }: Properties) {
  const { operator, document } = await findDocumentOr404((await params).documentId);
  const [t, all] = await Promise.all([words("terms.operator.document"), words("terms.operator")]);
  const columns = (["version", "state", "languages", "begins", "accepted", "step"] as const).map((name) => t(`columns.${name}`));
  return (
    <OperatorPage operator={operator} current="/operator/terms" trail={[{ href: "/operator/terms", label: all("title") }]}>
      <PageHeader
        title={document.title}
        badge={<Badge tone={document.mandatory ? "accent" : "neutral"}>{all(document.mandatory ? "mandatory" : "optional")}</Badge>}
        action={<ButtonLink href={`/operator/terms/new?document=${document.id}`}>{t("publishHere")}</ButtonLink>}
      >
        <span className="font-mono text-sm wrap-anywhere">{document.slug}</span>
      </PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <Card aria-labelledby="versions">
          <CardHeader id="versions" title={t("versions")}>
            {t("versionsLead")}
          </CardHeader>
          <Table caption={t("versions")} columns={columns}>
            {document.versions.map((version) => (
              <VersionRow key={version.id} version={version} document={document} />
            ))}
          </Table>
        </Card>
        <Mandatory document={document} />
      </div>
    </OperatorPage>
  );
}

async function Mandatory({ document }: { document: TermsDocument }) {
  const t = await words("terms.operator.document");
  const hidden = { documentId: document.id, mandatory: String(!document.mandatory) };
  return (
    <Card aria-labelledby="must" className="max-w-2xl">
      <CardHeader id="must" title={t("mustTitle")}>
        {t(document.mandatory ? "isMandatory" : "isOptional")}
      </CardHeader>
      <ActionForm action={changeMandatory} submission={newId()} hidden={hidden}>
        <SubmitButton variant="secondary">{t(document.mandatory ? "makeOptional" : "makeMandatory")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
