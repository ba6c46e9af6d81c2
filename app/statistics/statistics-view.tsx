import { notFound } from "next/navigation";
import { StatisticsBoard } from "@/components/statistics/statistics-board";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { PageQuery } from "@/lib/forms/query";
import { PAGE_LIMITS } from "@/lib/statistics";
import { requestLanguage, words } from "@/lib/words";
import { askStatistics, type Asked, type StatisticsRefusal } from "./ask-statistics";
import { boardWords } from "./board-words";
import { loadStatistics } from "./load-statistics";
import { StatisticsFilter } from "./statistics-filter";
import { RangePicker } from "./range-picker";
import { readStatisticsQuery, statisticsAddress, type StatisticsQuery } from "./statistics-query";
import type { Whose } from "./whose";

/** A page of statistics below its heading: which ones, and what they are; or why there are none, in a sentence. */
export async function StatisticsView({ whose, searchParams }: { whose: Whose; searchParams: PageQuery }) {
  const [asked, typed] = [await askStatistics(whose, await searchParams), readStatisticsQuery(await searchParams)];
  // Like every page of what is not there, or somebody else's.
  if (!asked.ok && (asked.reason === "app_unknown" || asked.reason === "subject_unknown")) notFound();
  return (
    <div className="space-y-6">
      <Choice whose={whose} asked={asked.ok ? asked.value : null} typed={typed.ok ? typed.value : {}} />
      {asked.ok ? <Board whose={whose} asked={asked.value} /> : <Refused base={whose.base} reason={asked.reason} />}
    </div>
  );
}

async function Choice({ whose, asked, typed }: { whose: Whose; asked: Asked | null; typed: StatisticsQuery }) {
  const t = await words("statistics");
  return (
    <Card aria-label={t("filter.label")} className="space-y-4">
      <RangePicker whose={whose} asked={asked} typed={typed} />
      <StatisticsFilter whose={whose} typed={typed} />
      {asked?.subject && (
        <p className="text-sm">
          {t("filter.only", { name: asked.subject.name })}{" "}
          <TextLink href={statisticsAddress(whose.base, asked.query, { app: undefined, subject: undefined })}>
            {t("filter.everything")}
          </TextLink>
        </p>
      )}
    </Card>
  );
}

async function Board({ whose, asked }: { whose: Whose; asked: Asked }) {
  const [t, language] = [await words("statistics"), await requestLanguage()];
  const loaded = await loadStatistics(asked, whose, language);
  if (!loaded) return <Alert tone="warn">{t("tooMany")}</Alert>;
  const live = asked.atMs < asked.period.endMs;
  return (
    <>
      <StatisticsBoard
        first={loaded.told}
        source={live ? statisticsAddress(`${whose.base}/figures`, asked.query) : null}
        words={boardWords(asked.period.by, language)}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <ButtonLink variant="secondary" href={statisticsAddress(`${whose.base}/csv`, asked.query)} download="">
          {t("table.csv")}
        </ButtonLink>
        <span className="text-sm text-muted">{t("table.csvHint")}</span>
      </div>
    </>
  );
}

async function Refused({ base, reason }: { base: string; reason: StatisticsRefusal }) {
  const t = await words("statistics");
  return (
    <Alert tone="warn" role="alert" title={t("refused.title")}>
      <p>{t(`refusals.${reason}`, { days: PAGE_LIMITS.hourDays })}</p>
      <p className="mt-2">
        <TextLink href={base}>{t("refused.back")}</TextLink>
      </p>
    </Alert>
  );
}
