import type { ReactNode } from "react";
import { LazyChart } from "@/components/charts/lazy-chart";
import { chartRow, loginSeries } from "@/components/statistics/chart-series";
import { LineKey } from "@/components/statistics/line-key";
import { Card, CardHeader } from "@/components/ui/card";
import { requestLanguage, words } from "@/lib/words";
import { askStatistics } from "./ask-statistics";
import { boardWords } from "./board-words";
import { loadStatistics } from "./load-statistics";
import type { Whose } from "./whose";

const SHOWN = ["launches", "entries", "users", "refused"];

/** The last 30 days in short. @param query what they are narrowed down to @param children where there is more */
export async function StatisticsCard({ whose, query, children }: { whose: Whose; query: { readonly app?: string }; children: ReactNode }) {
  const [asked, t, language] = [await askStatistics(whose, query), await words("statistics"), await requestLanguage()];
  if (!asked.ok) return null;
  const told = (await loadStatistics(asked.value, whose, language))?.told;
  const texts = boardWords("day", language);
  return (
    <Card aria-labelledby="last-days">
      <CardHeader id="last-days" title={t("card.title")}>
        {children}
      </CardHeader>
      {told === undefined || told.empty !== null ? (
        <p className="text-sm text-muted">{t(told === undefined ? "tooMany" : "card.none")}</p>
      ) : (
        <>
          <dl className="mb-5 grid grid-cols-2 gap-4 lg:grid-cols-4">
            {told.figures
              .filter(({ key }) => SHOWN.includes(key))
              .map(({ key, name, value }) => (
                <div key={key} className="flex flex-col-reverse justify-end rounded-lg bg-sunken p-4">
                  <dt className="text-sm text-muted">{name}</dt>
                  <dd className="text-2xl font-bold tabular-nums">{value}</dd>
                </div>
              ))}
          </dl>
          <LineKey series={loginSeries(texts)} />
          <LazyChart kind="line" rows={told.rows.map(chartRow)} series={loginSeries(texts)} label={t("card.chart")} words={texts} />
        </>
      )}
    </Card>
  );
}
