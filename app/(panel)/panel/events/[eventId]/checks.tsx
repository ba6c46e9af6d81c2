import { CheckList, type ListedCheck } from "@/components/panel/check-list";
import { Card, CardHeader } from "@/components/ui/card";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { tellTokenChecks } from "@/lib/protocols/external-token";
import { tellLaunchChecks, tellRedemptionChecks } from "@/lib/protocols/launch-token";
import { tellLaunchUrlChecks, tellObtainingChecks } from "@/lib/protocols/paired-launch";
import { tellLinkChecks } from "@/lib/protocols/portal-link";
import { tellCallChecks } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

/** Every check of the protocol in its order, as the room that made them tells it. */
export async function Checks({ event }: { event: ListedLoginEvent }) {
  const t = await words("events");
  const said = { passed: t("detail.passed"), failed: t("detail.failed"), not_reached: t("detail.notReached") };
  return (
    <Card aria-labelledby="checks">
      <CardHeader id="checks" title={t("detail.checksTitle")}>
        {t("detail.checks")}
      </CardHeader>
      <CheckList checks={await checksOf(event)} said={said} />
    </Card>
  );
}

async function checksOf({ protocol, kind, reason }: ListedLoginEvent): Promise<ListedCheck[]> {
  const t = await words("events.checks");
  if (protocol === "external-token") return tellTokenChecks(reason).map((check) => ({ ...check, text: t(`token.${check.name}`) }));
  if (protocol === "signed-login") return tellCallChecks(reason).map((check) => ({ ...check, text: t(`call.${check.name}`) }));
  if (protocol === "portal-link") return tellLinkChecks(reason).map((check) => ({ ...check, text: t(`link.${check.name}`) }));
  if (protocol === "paired-launch")
    return kind === "launch"
      ? tellObtainingChecks(reason).map((check) => ({ ...check, text: t(`obtaining.${check.name}`) }))
      : tellLaunchUrlChecks(reason).map((check) => ({ ...check, text: t(`launchUrl.${check.name}`) }));
  return kind === "login"
    ? tellRedemptionChecks(reason).map((check) => ({ ...check, text: t(`login.${check.name}`) }))
    : tellLaunchChecks(reason).map((check) => ({ ...check, text: t(`launch.${check.name}`) }));
}
