import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/facts";
import { Moment } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { requireDeveloper } from "@/lib/accounts/current-account";
import { mayDo } from "@/lib/accounts/panel-policy";
import { now } from "@/lib/clock";
import { nextMidnight, timeZones } from "@/lib/core/local-day";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import { chooseTimeZone } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const developer = await requireDeveloper();
  const partner = await partnerSummary(developer.partnerId);
  const zone = partner?.timeZone ?? "UTC";
  const scheduled = partner?.scheduledTimeZone ?? null;
  const at = now();
  return (
    <PanelPage developer={developer} current="/panel/settings">
      <PageHeader title="Settings">For your whole organisation.</PageHeader>
      <Card aria-labelledby="zone" className="max-w-2xl">
        <CardHeader id="zone" title="Time zone">
          Your users&apos; sessions end, and your days are counted, at midnight in this zone.
        </CardHeader>
        <Facts>
          <Fact name="In force">{zone}</Fact>
          <Fact name="Now there">
            <Moment at={at} zone={zone} />
          </Fact>
          <Fact name="Next midnight">
            <Moment at={new Date(nextMidnight(zone, at.getTime()))} zone={zone} />
          </Fact>
        </Facts>
        {scheduled && (
          <Alert tone="info" className="mt-5" title={`Changes to ${scheduled.zone}`}>
            At <Moment at={scheduled.from} zone={zone} />. To take it back, choose {zone} again.
          </Alert>
        )}
        {mayDo(developer.role, "time_zone.set") ? (
          <ActionForm action={chooseTimeZone} submission={newId()} className="mt-6">
            <TextField
              name="timeZone"
              label="New time zone"
              hint="Begin to type a city or region, and choose. It counts from the next midnight: no day is cut in two."
              list="time-zones"
              autoComplete="off"
              spellCheck={false}
              defaultValue={scheduled?.zone ?? zone}
            />
            <datalist id="time-zones">
              {timeZones().map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <SubmitButton>Change the time zone</SubmitButton>
          </ActionForm>
        ) : (
          <p className="mt-6 text-sm text-muted">Only an owner of your organisation can change it.</p>
        )}
      </Card>
    </PanelPage>
  );
}
