import { Circle, CircleCheck } from "lucide-react";
import { Card, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { words } from "@/lib/words";
import type { Step } from "./onboarding";

/** The steps of a new partner; one line, to be opened, once all are done. */
export async function OnboardingCard({ steps }: { steps: readonly Step[] }) {
  const t = await words("panel");
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) {
    return (
      <details className="rounded-xl border border-line bg-surface px-5 py-3 sm:px-6">
        <summary className="text-sm font-semibold">
          <CircleCheck aria-hidden className="mr-2 inline size-5 align-text-bottom text-ok" />
          {t("steps.allDone", { all: steps.length })}
        </summary>
        <StepList steps={steps} />
      </details>
    );
  }
  return (
    <Card aria-labelledby="steps">
      <CardHeader id="steps" title={t("steps.title")}>
        {t("steps.progress", { done, all: steps.length })}
      </CardHeader>
      <StepList steps={steps} />
    </Card>
  );
}

async function StepList({ steps }: { steps: readonly Step[] }) {
  const t = await words("panel");
  const next = steps.find((step) => !step.done);
  return (
    <ol className="mt-4 grid gap-4 sm:grid-cols-2">
      {steps.map((step) => {
        const Icon = step.done ? CircleCheck : Circle;
        return (
          <li key={step.key} className="flex gap-3 text-sm" aria-current={step === next ? "step" : undefined}>
            <Icon aria-hidden className={step.done ? "mt-0.5 size-5 shrink-0 text-ok" : "mt-0.5 size-5 shrink-0 text-muted"} />
            <div className="min-w-0">
              <p className={step.done ? "text-muted" : "font-semibold"}>
                {t(`steps.${step.key}.title`)}
                {step.done && <span className="sr-only"> {t("steps.done")}</span>}
              </p>
              {!step.done && (
                <p className="text-muted">
                  {t(`steps.${step.key}.text`)} <TextLink href={step.href}>{t(`steps.${step.key}.link`)}</TextLink>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
