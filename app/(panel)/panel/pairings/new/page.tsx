import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField, SelectField, TextField } from "@/components/forms/fields";
import { ShownOnce } from "@/components/forms/shown-once";
import { SubmitButton } from "@/components/forms/submit-button";
import { UntilShown } from "@/components/forms/until-shown";
import { WayOn } from "@/components/forms/way-on";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { isReservedAddress } from "@/lib/core/generated-address";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { listTestUsers, type TestUser } from "@/lib/people";
import { words } from "@/lib/words";
import { pairingTrail } from "../[pairingId]/pairing-trail";
import { KeyFields } from "../key-fields";
import { propose } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("pairings.new"))("title") };
}

export default async function NewPairingPage() {
  const [t, developer] = await Promise.all([words("pairings"), requireDeveloper()]);
  const [partner, testUsers] = await Promise.all([partnerSummary(developer.partnerId), listTestUsers(developer.partnerId)]);
  return (
    <PanelPage developer={developer} current="/panel/pairings" trail={await pairingTrail()}>
      <PageHeader title={t("new.title")}>{t("new.lead")}</PageHeader>
      <Card className="max-w-2xl space-y-5">
        {partner?.status !== "active" && (
          <Alert tone="warn" title={t("new.partnershipTitle")}>
            {t.rich("new.partnership", { partnership: (text) => <TextLink href="/panel/partnership">{text}</TextLink> })}
          </Alert>
        )}
        <ActionForm action={propose} submission={newId()}>
          <ShownOnce name="key" label={t("new.yours")}>
            {t("new.yoursText")}
          </ShownOnce>
          <WayOn name="pairingId" path="/panel/pairings" hash="#set-up" label={t("new.setUp")} />
          <UntilShown name="key">
            <Whom testUsers={testUsers} />
            <TextField
              name="psClientId"
              label={t("fields.psClientId")}
              hint={t("fields.psClientIdHint")}
              autoComplete="off"
              spellCheck={false}
            />
            <KeyFields />
            <div className="flex flex-wrap gap-3">
              <SubmitButton>{t("new.submit")}</SubmitButton>
              <ButtonLink variant="quiet" href="/panel/pairings">
                {t("cancel")}
              </ButtonLink>
            </div>
          </UntilShown>
        </ActionForm>
      </Card>
    </PanelPage>
  );
}

async function Whom({ testUsers }: { testUsers: readonly TestUser[] }) {
  const t = await words("pairings.fields");
  return (
    <div className="group space-y-5">
      <ChoiceField
        type="radio"
        name="with"
        label={t("with")}
        choices={[
          { value: "person", label: t("person"), hint: t("personHint") },
          { value: "testUser", label: t("testUser"), hint: t(testUsers.length === 0 ? "noTestUsers" : "testUserHint") },
        ]}
        defaultValues={["person"]}
      />
      <div className="hidden group-has-[[value=person]:checked]:block">
        <TextField name="email" label={t("email")} hint={t("emailHint")} inputMode="email" autoComplete="off" spellCheck={false} />
      </div>
      {testUsers.length > 0 && (
        <div className="hidden group-has-[[value=testUser]:checked]:block">
          <SelectField
            name="testUser"
            label={t("whichTestUser")}
            choices={testUsers.map((user) => ({ value: user.id, label: nameOf(user) }))}
          />
        </div>
      )}
    </div>
  );
}

// A generated address tells nobody anything.
function nameOf({ name, email }: TestUser): string {
  if (name === null) return email;
  return isReservedAddress(email) ? name : `${name} (${email})`;
}
