import { CheckList } from "@/components/panel/check-list";
import { Card, CardHeader } from "@/components/ui/card";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { tellTokenChecks } from "@/lib/protocols/external-token";
import { tellLaunchChecks, tellRedemptionChecks } from "@/lib/protocols/launch-token";
import { tellCallChecks } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

/** Every check of the protocol in its order, as the room that made them tells it. */
export async function Checks({ event }: { event: ListedLoginEvent }) {
  const t = await words("events");
  const checks =
    event.protocol === "external-token"
      ? tellTokenChecks(event.reason).map(({ name, state }) => ({ name, state, text: t(`checks.token.${name}`) }))
      : event.protocol === "signed-login"
        ? tellCallChecks(event.reason).map(({ name, state }) => ({ name, state, text: t(`checks.call.${name}`) }))
        : event.kind === "login"
          ? tellRedemptionChecks(event.reason).map(({ name, state }) => ({ name, state, text: t(`checks.login.${name}`) }))
          : tellLaunchChecks(event.reason).map(({ name, state }) => ({ name, state, text: t(`checks.launch.${name}`) }));
  const said = { passed: t("detail.passed"), failed: t("detail.failed"), not_reached: t("detail.notReached") };
  return (
    <Card aria-labelledby="checks">
      <CardHeader id="checks" title={t("detail.checksTitle")}>
        {t("detail.checks")}
      </CardHeader>
      <CheckList checks={checks} said={said} />
    </Card>
  );
}
