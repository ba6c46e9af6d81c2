import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert } from "@/components/ui/alert";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import { nowMs } from "@/lib/clock";
import { newId } from "@/lib/id";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { type PartnerSummary } from "@/lib/partners";
import { monthAfter, monthAt } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { minuteInWords } from "@/lib/words/formats";
import { changeShare, keepTheShare } from "./actions";

/** The partner's share of its sales, and the change of it that is to come. */
export async function Share({ partner }: { partner: PartnerSummary }) {
  const [t, about] = [await words("payoffs.operator.share"), await words("payoffs.operator")];
  const [language, calendar] = [await requestLanguage(), await partnerCalendar(partner.id)];
  const { scheduledShare: scheduled, timeZone: zone } = partner;
  const percent = partner.shareBasisPoints / 100;
  const hidden = { partnerId: partner.id };
  return (
    <Card aria-labelledby="share" className="lg:col-span-2">
      <CardHeader id="share" title={t("title")}>
        {t("what")} <TextLink href={`/operator/payoffs/${partner.id}`}>{about("ofPartner", { partner: partner.name })}</TextLink>
      </CardHeader>
      <Facts>
        <Fact name={t("inForce")}>{t("percent", { percent })}</Fact>
      </Facts>
      {scheduled && (
        <Alert
          className="mt-5"
          title={t("scheduled", { percent: scheduled.basisPoints / 100, at: minuteInWords(scheduled.from, zone, language) })}
        >
          <p>{t("scheduledWhat", { percent })}</p>
          <ActionForm action={keepTheShare} submission={newId()} hidden={hidden} className="mt-3">
            <SubmitButton variant="secondary">{t("keep", { percent })}</SubmitButton>
          </ActionForm>
        </Alert>
      )}
      <div className="mt-5">
        <Confirm label={t("change")}>
          <p className="mb-3">{t("changeWhat")}</p>
          <ActionForm action={changeShare} submission={newId()} hidden={hidden}>
            <TextField name="share" label={t("newShare")} inputMode="decimal" autoComplete="off" defaultValue={String(percent)} />
            <TextField
              name="from"
              label={t("from")}
              hint={t("fromHint", { zone })}
              autoComplete="off"
              defaultValue={`${monthAfter(monthAt(calendar, nowMs()))}-01`}
            />
            <SubmitButton>{t("button")}</SubmitButton>
          </ActionForm>
        </Confirm>
      </div>
    </Card>
  );
}
