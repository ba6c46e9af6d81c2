import { AppWindow, LogIn, UserRound } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { words } from "@/lib/words";

const steps = [
  { key: "step1", Icon: UserRound },
  { key: "step2", Icon: AppWindow },
  { key: "step3", Icon: LogIn },
] as const;

/** What this is, for somebody who is not signed in. */
export async function Introduction() {
  const t = await words("portal.home.introduction");
  return (
    <>
      <section className="pt-2 pb-10 sm:pt-6">
        <h1 className="max-w-2xl text-3xl font-bold tracking-tight sm:text-4xl">{t("title")}</h1>
        <p className="mt-3 max-w-prose text-lg text-muted">{t("text")}</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <ButtonLink href="/sign-up">{t("signUp")}</ButtonLink>
          <ButtonLink variant="secondary" href="/services">
            {t("look")}
          </ButtonLink>
        </div>
      </section>
      <section aria-labelledby="steps" className="mb-10">
        <h2 id="steps" className="mb-4 text-xl font-semibold">
          {t("steps")}
        </h2>
        <ol className="grid gap-4 sm:grid-cols-3">
          {steps.map(({ key, Icon }) => (
            <li key={key} className="rounded-xl border border-line bg-surface p-5">
              <Icon aria-hidden className="size-5 text-accent" />
              <p className="mt-3 font-semibold">{t(key)}</p>
              <p className="mt-1 text-sm text-muted">{t(`${key}Text`)}</p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
