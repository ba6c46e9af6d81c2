import { ActionForm } from "@/components/forms/action-form";
import { ChoiceField, SelectField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { TestTokenResult } from "@/components/panel/test-token-result";
import { Card, CardHeader } from "@/components/ui/card";
import type { AppView } from "@/lib/apps";
import { isReservedAddress } from "@/lib/core/generated-address";
import { newId } from "@/lib/id";
import { listTestUsers } from "@/lib/people";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { words } from "@/lib/words";
import { makeTestToken } from "./actions";

/** Makes a test token, with the one command that redeems it. @param allowed the member may */
export async function TestToken({ app, partnerId, allowed }: { app: AppView; partnerId: string; allowed: boolean }) {
  const t = await words("quickStart");
  const [testUsers, bearers] = await Promise.all([listTestUsers(partnerId), listBearerTokens(partnerId)]);
  const choices = testUsers.map(({ id, name, email }) => ({ value: id, label: name ?? (isReservedAddress(email) ? id : email) }));
  const result = {
    command: t("result.command"),
    run: t("result.run"),
    withVariable: t("result.withVariable"),
    yourToken: t("result.yourToken"),
    yourTokenWhy: t("result.yourTokenWhy"),
    lives: t.raw("result.lives") as string,
    left: t.raw("result.left") as string,
    over: t("result.over"),
  };
  const needsBearer = bearers.every(({ revokedAt }) => revokedAt !== null);
  return (
    <Card aria-labelledby="token">
      <CardHeader id="token" title={t("token.title")}>
        {t("token.lead")}
      </CardHeader>
      {allowed ? (
        <ActionForm action={makeTestToken} submission={newId()} hidden={{ appId: app.id }}>
          {choices.length > 1 && <SelectField name="testUser" label={t("token.testUser")} choices={choices} />}
          <ChoiceField
            type="checkbox"
            name="generate"
            label={t("token.bearer")}
            choices={[{ value: "bearer", label: t("token.generate"), hint: t("token.generateHint") }]}
            defaultValues={needsBearer ? ["bearer"] : []}
          />
          <SubmitButton>{t("token.make")}</SubmitButton>
          <TestTokenResult words={result} />
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">{t("token.viewer")}</p>
      )}
    </Card>
  );
}
