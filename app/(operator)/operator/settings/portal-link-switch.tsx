import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { newId } from "@/lib/id";
import { portalLinksOff } from "@/lib/protocols/portal-link";
import { words } from "@/lib/words";
import { switchPortalLinksOff, switchPortalLinksOn } from "./actions";

/** Switches the portal links of every partner off, and on again. */
export async function PortalLinkSwitch() {
  const [t, off] = await Promise.all([words("portalLinks.operator"), portalLinksOff()]);
  const [step, action] = off ? (["turnOn", switchPortalLinksOn] as const) : (["turnOff", switchPortalLinksOff] as const);
  return (
    <Card className="mt-6 max-w-2xl" aria-labelledby="portal-links">
      <CardHeader id="portal-links" title={t("title")}>
        {off ? t("off") : t("on")}
      </CardHeader>
      <Confirm label={t(step)}>
        <p className="mb-3">{t(`${step}Text`)}</p>
        <ActionForm action={action} submission={newId()}>
          <SubmitButton variant={off ? "primary" : "danger"}>{t(`${step}This`)}</SubmitButton>
        </ActionForm>
      </Confirm>
    </Card>
  );
}
