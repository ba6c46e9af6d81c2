import { CheckList } from "@/components/panel/check-list";
import { Card, CardHeader } from "@/components/ui/card";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { tellTokenChecks } from "@/lib/protocols/external-token";
import { tellLaunchChecks, tellRedemptionChecks } from "@/lib/protocols/launch-token";
import { tellLinkChecks } from "@/lib/protocols/portal-link";
import { tellCallChecks } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

/** Every check of the protocol in its order, as the room that made them tells it. */
export async function Checks({ event }: { event: ListedLoginEvent }) {
  const t = await words("events");
  const checks = checksOf(event, t);
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

function checksOf({ protocol, kind, reason }: ListedLoginEvent, t: Awaited<ReturnType<typeof words<"events">>>) {
  if (protocol === "external-token")
    return tellTokenChecks(reason).map(({ name, state }) => ({ name, state, text: t(`checks.token.${name}`) }));
  if (protocol === "signed-login")
    return tellCallChecks(reason).map(({ name, state }) => ({ name, state, text: t(`checks.call.${name}`) }));
  if (protocol === "portal-link") return tellLinkChecks(reason).map(({ name, state }) => ({ name, state, text: t(`checks.link.${name}`) }));
  if (kind === "login") return tellRedemptionChecks(reason).map(({ name, state }) => ({ name, state, text: t(`checks.login.${name}`) }));
  return tellLaunchChecks(reason).map(({ name, state }) => ({ name, state, text: t(`checks.launch.${name}`) }));
}
