import { Card, CardHeader } from "@/components/ui/card";
import type { DayFigures } from "@/lib/events/day-figures";
import { requestLanguage, words } from "@/lib/words";
import { numberInWords } from "@/lib/words/formats";

/** The figures of the partner's local day. @param figures null: they could not be counted in time */
export async function Today({ figures, zone }: { figures: DayFigures | null; zone: string }) {
  const [t, language] = [await words("panel"), await requestLanguage()];
  return (
    <Card aria-labelledby="today">
      <CardHeader id="today" title={t("today.title")}>
        {t("today.lead", { zone })}
      </CardHeader>
      {figures === null ? (
        <p className="text-sm text-muted">{t("today.tooMany")}</p>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            {(["launches", "redemptions", "refused", "users"] as const).map((figure) => (
              <div key={figure} className="flex flex-col-reverse justify-end rounded-lg bg-sunken p-4">
                <dt className="text-sm text-muted">{t(`today.${figure}`)}</dt>
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
