import { Card, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { Figures } from "@/lib/statistics";
import { requestLanguage, words } from "@/lib/words";
import { numberInWords } from "@/lib/words/formats";

const shown = [
  ["launches", "launches"],
  ["entries", "redemptions"],
  ["refused", "refused"],
  ["uniqueUsers", "users"],
] as const;

/** The figures of the partner's local day. @param figures null: they could not be counted in time */
export async function Today({ figures, zone }: { figures: Figures | null; zone: string }) {
  const [t, language] = [await words("panel"), await requestLanguage()];
  return (
    <Card aria-labelledby="today">
      <CardHeader id="today" title={t("today.title")}>
        {t.rich("today.lead", { zone, all: (text) => <TextLink href="/panel/statistics">{text}</TextLink> })}
      </CardHeader>
      {figures === null ? (
        <p className="text-sm text-muted">{t("today.tooMany")}</p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            {shown.map(([figure, name]) => (
              <div key={figure} className="flex flex-col-reverse justify-end rounded-lg bg-sunken p-4">
                <dt className="text-sm text-muted">{t(`today.${name}`)}</dt>
                <dd className="text-2xl font-bold tabular-nums">{numberInWords(figures[figure], language)}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-3 text-sm text-muted">{t("today.tests", { count: figures.tests })}</p>
        </>
      )}
    </Card>
  );
}
