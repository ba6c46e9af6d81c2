import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { ZoneFacts } from "@/components/panel/zone-facts";
import { ZonePreview } from "@/components/panel/zone-preview";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Fact } from "@/components/ui/facts";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { mayDo } from "@/lib/accounts/panel-policy";
import { nowMs } from "@/lib/clock";
import { timeZones } from "@/lib/core/local-day";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { type PartnerSummary, partnerSummary } from "@/lib/partners";
import { requestLanguage, words } from "@/lib/words";
import { momentInWords } from "@/lib/words/formats";
import { chooseTimeZone, keepTimeZone } from "./actions";
import { tellZone } from "./tell-zone";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("panel.settings"))("title") };
}

export default async function SettingsPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [t, language, partner] = [await words("panel.settings"), await requestLanguage(), await partnerSummary(developer.partnerId)];
  if (!partner) throw new Error("a member's partner is not there");
  const allowed = mayDo(developer.role, "time_zone.set");
  const told = tellZone(partner.timeZone, nowMs(), language);
  const names = { nowThere: t("nowThere"), nextMidnight: t("nextMidnight"), clocks: t("clocks") };
  return (
    <PanelPage developer={developer} current="/panel/settings">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="max-w-2xl space-y-6">
        <Card aria-labelledby="zone">
          <CardHeader id="zone" title={t("zone")}>
            {t("zoneLead")}
          </CardHeader>
          <ZoneFacts told={told} words={names} lead={<Fact name={t("inForce")}>{partner.timeZone}</Fact>} />
          <Undecided partner={partner} allowed={allowed} />
          {!allowed && <p className="mt-5 text-sm text-muted">{t("ownersOnly")}</p>}
        </Card>
        {allowed && (
          <Card aria-labelledby="change">
            <CardHeader id="change" title={t("changeTitle")} />
            <ActionForm action={chooseTimeZone} submission={newId()}>
              <TextField
                name="timeZone"
                label={t("field")}
                hint={t("hint", { at: told.nextMidnight })}
                list="time-zones"
                autoComplete="off"
                spellCheck={false}
                defaultValue={partner.scheduledTimeZone?.zone ?? partner.timeZone}
              />
              <datalist id="time-zones">
                {timeZones().map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
              <ZonePreview
                field="timeZone"
                source="/panel/settings/time-zone"
                initial={tellZone(partner.scheduledTimeZone?.zone ?? partner.timeZone, nowMs(), language)}
                words={names}
              />
              <p className="text-sm text-muted">{t("payoffs")}</p>
              <SubmitButton>{t("change")}</SubmitButton>
            </ActionForm>
          </Card>
        )}
      </div>
    </PanelPage>
  );
}

/** A change that has not come into force yet, or a zone that nobody has chosen; either can be settled by keeping the zone. */
async function Undecided({ partner, allowed }: { partner: PartnerSummary; allowed: boolean }) {
  const [t, language] = [await words("panel.settings"), await requestLanguage()];
  const { timeZone: zone, scheduledTimeZone: scheduled, timeZoneChosen } = partner;
  if (scheduled === null && timeZoneChosen) return null;
  const title = scheduled === null ? t("notChosenTitle") : t("pendingTitle", { zone: scheduled.zone });
  return (
    <Alert tone="info" className="mt-5" title={title}>
      <p>{scheduled === null ? t("notChosen", { zone }) : t("pending", { at: momentInWords(scheduled.from, zone, language), zone })}</p>
      {scheduled !== null && <p className="mt-2">{t("payoffs")}</p>}
      {allowed && (
        <ActionForm action={keepTimeZone} submission={newId()} className="mt-3">
          <SubmitButton variant="secondary">{t("keep", { zone })}</SubmitButton>
        </ActionForm>
      )}
    </Alert>
  );
}
