import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { SelectField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { ExaminationDetails, ExaminationSummary, PastedToken } from "@/components/panel/examined-token";
import { MadeToken } from "@/components/panel/made-token";
import { PanelPage } from "@/components/shell/panel-page";
import { Card, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { isReservedAddress } from "@/lib/core/generated-address";
import { newId } from "@/lib/id";
import { listTestUsers, type TestUser } from "@/lib/people";
import { testTokenMistakes } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { ownIssuerOr404 } from "../find-own-issuer";
import { issuerTrail } from "../issuer-trail";
import { examine, makeToken } from "./actions";

type Params = { readonly params: Promise<{ readonly issuerId: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { issuer } = await ownIssuerOr404((await params).issuerId);
  return { title: (await words("workbench"))("title", { iss: issuer.iss }) };
}

export default async function WorkbenchPage({ params }: Params) {
  const { developer, issuer } = await ownIssuerOr404((await params).issuerId);
  const [t, testUsers] = await Promise.all([words("workbench"), listTestUsers(developer.partnerId)]);
  return (
    <PanelPage developer={developer} current="/panel/issuers" trail={await issuerTrail(issuer)}>
      <PageHeader title={t("title", { iss: issuer.iss })}>{t("lead")}</PageHeader>
      <div className="space-y-6">
        <Examine issuerId={issuer.id} />
        <Make issuerId={issuer.id} testUsers={testUsers} />
      </div>
    </PanelPage>
  );
}

async function Examine({ issuerId }: { issuerId: string }) {
  const t = await words("workbench");
  const { facts, checks } = { facts: t("facts.title"), checks: t("checks.title") };
  return (
    <Card aria-labelledby="examine">
      <CardHeader id="examine" title={t("examine.title")}>
        {t("examine.lead")}
      </CardHeader>
      <ActionForm action={examine} submission={newId()} hidden={{ issuerId }}>
        <ExaminationSummary />
        <PastedToken label={t("examine.pasted")} hint={t("examine.pastedHint")} />
        <SubmitButton>{t("examine.submit")}</SubmitButton>
        <ExaminationDetails words={{ facts, checks, check: t("checks.check"), state: t("checks.state") }} />
      </ActionForm>
    </Card>
  );
}

async function Make({ issuerId, testUsers }: { issuerId: string; testUsers: readonly TestUser[] }) {
  const [t, reasons] = await Promise.all([words("workbench.make"), words("reasons.externalToken")]);
  const mistakes = testTokenMistakes.map((value) => ({ value, label: reasons(`${value}.partner`) }));
  return (
    <Card aria-labelledby="make">
      <CardHeader id="make" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <ActionForm action={makeToken} submission={newId()} hidden={{ issuerId }} className="max-w-2xl">
        {testUsers.length > 0 && (
          <SelectField name="testUser" label={t("user")} choices={testUsers.map((user) => ({ value: user.id, label: nameOf(user) }))} />
        )}
        <SelectField name="mistake" label={t("break")} hint={t("breakHint")} choices={[{ value: "", label: t("nothing") }, ...mistakes]} />
        <SubmitButton>{t("submit")}</SubmitButton>
        <MadeToken words={{ token: t("token"), link: t("link"), follow: t("follow"), examine: t("examine") }} />
      </ActionForm>
    </Card>
  );
}

// A generated address tells nobody anything.
function nameOf({ name, email }: TestUser): string {
  if (name === null) return email;
  return isReservedAddress(email) ? name : `${name} (${email})`;
}
