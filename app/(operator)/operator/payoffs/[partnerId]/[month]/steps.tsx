import { amountsInWords } from "@/app/payoffs/amounts";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { TextLink } from "@/components/ui/text-link";
import { now } from "@/lib/clock";
import { newId } from "@/lib/id";
import type { PartnerSummary } from "@/lib/partners";
import { monthToClose, type Statement } from "@/lib/payoffs";
import { requestLanguage, words } from "@/lib/words";
import { minuteInWords, monthInWords } from "@/lib/words/formats";
import { close, correct, pay } from "../../actions";

type About = { readonly partner: PartnerSummary; readonly statement: Statement; readonly calendar: Parameters<typeof monthToClose>[1] };

/** What the operator can do about a month: close it, or say that it was paid. */
export async function Steps(about: About) {
  const t = await words("payoffs.operator");
  return (
    <Card aria-labelledby="steps" className="mb-6 print:hidden">
      <CardHeader id="steps" title={t("steps")} />
      {about.statement.state === "accruing" ? <Closing {...about} /> : <Paying {...about} />}
    </Card>
  );
}

async function Closing({ partner, statement, calendar }: About) {
  const [t, language] = [await words("payoffs.operator"), await requestLanguage()];
  const { month, zone, to, closableFrom, totals } = statement;
  const at = (instant: Date) => minuteInWords(instant, zone, language);
  if (closableFrom > now()) return <p className="text-sm text-muted">{t("notYet", { at: at(closableFrom) })}</p>;
  const next = await monthToClose(partner.id, calendar);
  if (next === null || next > month) return <p className="text-sm text-muted">{t("nothingToDo")}</p>;
  if (next < month) {
    return (
      <p className="text-sm text-muted">
        {t("earlier")}{" "}
        <TextLink href={`/operator/payoffs/${partner.id}/${next}`}>{t("theEarlier", { month: monthInWords(next, language) })}</TextLink>
      </p>
    );
  }
  const told = { partner: partner.name, month: monthInWords(month, language), to: at(to), totals: await amountsInWords(totals) };
  return (
    <Confirm label={t("close.label")}>
      <p className="mb-3">{t("close.what", told)}</p>
      <ActionForm action={close} submission={newId()} hidden={{ partnerId: partner.id, month }}>
        <SubmitButton variant="danger">{t("close.button")}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}

async function Paying({ partner, statement: { month, payment }, calendar }: About) {
  const t = await words("payoffs.operator");
  const hidden = { partnerId: partner.id, month };
  const fields = (
    <>
      <TextField
        name="on"
        label={t("pay.on")}
        hint={t("pay.onHint")}
        autoComplete="off"
        defaultValue={payment?.on ?? calendar.dayAt(now().getTime()).date}
      />
      <TextField
        name="reference"
        label={t("pay.reference")}
        hint={t("pay.referenceHint")}
        autoComplete="off"
        maxLength={80}
        defaultValue={payment?.reference}
      />
    </>
  );
  if (payment === null) {
    return (
      <ActionForm action={pay} submission={newId()} hidden={hidden} className="max-w-md">
        {fields}
        <SubmitButton>{t("pay.button")}</SubmitButton>
      </ActionForm>
    );
  }
  return (
    <Confirm label={t("correct.label")}>
      <p className="mb-3">{t("correct.what")}</p>
      <ActionForm action={correct} submission={newId()} hidden={hidden}>
        {fields}
        <SubmitButton>{t("correct.button")}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}
