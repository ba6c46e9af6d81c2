import { ActionForm } from "@/components/forms/action-form";
import { SelectField, TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { LaunchResult } from "@/components/panel/launch-result";
import { Card, CardHeader } from "@/components/ui/card";
import { isReservedAddress } from "@/lib/core/generated-address";
import { newId } from "@/lib/id";
import type { TestUser } from "@/lib/people";
import { words } from "@/lib/words";
import { addTestUser, testLaunch } from "./actions";

/** Launching an app as a test user of its partner, and making such users. @param draft the launch leads to the draft */
export async function TestLaunch({ appId, testUsers, draft }: { appId: string; testUsers: readonly TestUser[]; draft: boolean }) {
  const t = await words("apps.test");
  return (
    <Card aria-labelledby="test">
      <CardHeader id="test" title={t("title")}>
        {t(draft ? "draft" : "published")}
      </CardHeader>
      {testUsers.length > 0 && (
        <ActionForm action={testLaunch} submission={newId()} hidden={{ appId }} className="max-w-2xl">
          <SelectField name="testUser" label={t("user")} choices={testUsers.map((user) => ({ value: user.id, label: nameOf(user) }))} />
          <SubmitButton>{t("launch")}</SubmitButton>
          <LaunchResult words={{ url: t("url"), open: t("open"), byHand: t("byHand"), command: t("command") }}>
            {t.rich("how", { strong: (text) => <strong>{text}</strong> })}
          </LaunchResult>
        </ActionForm>
      )}
      <details className={testUsers.length > 0 ? "mt-6" : ""} open={testUsers.length === 0}>
        <summary className="text-sm font-semibold">{t(testUsers.length === 0 ? "first" : "another")}</summary>
        <ActionForm action={addTestUser} submission={newId()} hidden={{ appId }} className="mt-4 max-w-2xl">
          <TextField name="name" label={t("name")} autoComplete="off" />
          <TextField name="email" label={t("email")} optional type="email" inputMode="email" autoComplete="off" hint={t("emailHint")} />
          <SubmitButton variant="secondary">{t("make")}</SubmitButton>
        </ActionForm>
      </details>
    </Card>
  );
}

// A generated address tells nobody anything.
function nameOf({ name, email }: TestUser): string {
  if (name === null) return email;
  return isReservedAddress(email) ? name : `${name} (${email})`;
}
