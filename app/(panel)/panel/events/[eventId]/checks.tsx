import { CircleCheck, CircleMinus, CircleX } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { Code } from "@/components/ui/code";
import { classNames } from "@/components/ui/class-names";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { tellTokenChecks } from "@/lib/protocols/external-token";
import { type CheckState, tellLaunchChecks, tellRedemptionChecks } from "@/lib/protocols/launch-token";
import { tellCallChecks } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";

const looks = {
  passed: { Icon: CircleCheck, colour: "text-ok" },
  failed: { Icon: CircleX, colour: "text-danger" },
  not_reached: { Icon: CircleMinus, colour: "text-muted" },
} as const satisfies Record<CheckState, unknown>;

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
      <ol className="space-y-2 text-sm">
        {checks.map(({ name, state, text }) => {
          const { Icon, colour } = looks[state];
          return (
            <li key={name} className="flex items-start gap-2.5">
              <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", colour)} />
              <span className={classNames("min-w-0", state === "failed" && "font-semibold", state === "not_reached" && "text-muted")}>
                <span className="sr-only">{said[state]}: </span>
                {text}
                {state === "failed" && (
                  <>
                    {" "}
                    <Code>{name}</Code>
                  </>
                )}
              </span>
              {state !== "passed" && (
                <span className={classNames("ml-auto shrink-0", colour)} aria-hidden>
                  {said[state]}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
