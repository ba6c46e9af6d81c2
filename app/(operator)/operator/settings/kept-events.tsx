import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { now } from "@/lib/clock";
import { newId } from "@/lib/id";
import { keptSince, monthsKept } from "@/lib/statistics";
import { words } from "@/lib/words";
import { changeMonthsKept } from "./actions";

/** Says for how long login events are kept, and changes it. */
export async function KeptEvents() {
  const [t, months] = await Promise.all([words("operator.settings"), monthsKept()]);
  return (
    <Card className="mt-6 max-w-2xl" aria-labelledby="kept">
      <CardHeader id="kept" title={t("kept")}>
        {t("keptText", { months })}
      </CardHeader>
      <Confirm label={t("keptOther")}>
        <p className="mb-3">{t("keptWarning", { months, since: keptSince(months, now()).toISOString().slice(0, 10) })}</p>
        <ActionForm action={changeMonthsKept} submission={newId()}>
          <TextField
            name="months"
            label={t("keptField")}
            hint={t("keptHint")}
            inputMode="numeric"
            autoComplete="off"
            defaultValue={String(months)}
            className="max-w-32"
          />
          <SubmitButton variant="danger">{t("keptChange")}</SubmitButton>
        </ActionForm>
      </Confirm>
    </Card>
  );
}
