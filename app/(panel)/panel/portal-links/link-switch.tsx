import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { switchLinksOff, switchLinksOn } from "./actions";

/** Switches a partner's portal links off, and on again. @param offAt null: they are on @param zone the partner's */
export async function LinkSwitch({ offAt, zone }: { offAt: Date | null; zone: string }) {
  const t = await words("portalLinks.switch");
  const [step, action] = offAt === null ? (["turnOff", switchLinksOff] as const) : (["turnOn", switchLinksOn] as const);
  return (
    <Card aria-labelledby="switch">
      <CardHeader id="switch" title={t("title")}>
        {offAt === null ? t("on") : t.rich("off", { minute: () => <Minute at={offAt} zone={zone} /> })}
      </CardHeader>
      <Confirm label={t(step)}>
        <p className="mb-3">{t(`${step}Text`)}</p>
        <ActionForm action={action} submission={newId()}>
          <SubmitButton variant={step === "turnOff" ? "danger" : "primary"}>{t(`${step}This`)}</SubmitButton>
        </ActionForm>
      </Confirm>
    </Card>
  );
}
