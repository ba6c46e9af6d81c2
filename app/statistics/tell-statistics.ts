import { explainAttempt } from "@/app/(panel)/panel/events/explain-event";
import {
  toldMeasures,
  type ToldBucket,
  type ToldMeasure,
  type ToldRefusal,
  type ToldStatistics,
} from "@/components/statistics/told-statistics";
import type { Figures, RefusalCount, Statistics } from "@/lib/statistics";
import { type Language, wordsIn } from "@/lib/words";
import { numberInWords } from "@/lib/words/formats";
import type { Asked } from "./ask-statistics";
import { nameBucket, type StatisticsT } from "./bucket-names";
import { refusalAddress } from "./refusal-address";
import { anotherPeriod, statisticsAddress } from "./statistics-query";
import { tellFigures } from "./tell-figures";
import { comparisonOf, tellNotes } from "./tell-notes";
import type { Whose } from "./whose";

const REASONS_SHOWN = 12;

/** Statistics in finished texts. @param ever whether anything has ever been counted, where there is nothing in the period */
export function tellStatistics(statistics: Statistics, asked: Asked, whose: Whose, ever: boolean, language: Language): ToldStatistics {
  const t = wordsIn(language, "statistics");
  const { period, total, refusals } = statistics;
  const texts = textsOf(total, language);
  const shown = refusals.slice(0, REASONS_SHOWN);
  return {
    figures: tellFigures(statistics, comparisonOf(period, asked.atMs), t, language),
    notes: tellNotes(period, asked.atMs, t, language),
    empty: isEmpty(total) ? tellEmpty(asked, whose, ever, t) : null,
    rows: tellRows(statistics, asked, whose, t, language),
    total: texts,
    refusals: {
      shown: shown.map((refusal) => tellRefusal(refusal, asked, whose, t, language)),
      more: refusals.length > shown.length ? t("reasons.more", { count: refusals.length - shown.length }) : null,
    },
    spoken: t("live.changed", texts),
  };
}

/** Nothing at all was counted. */
export function isEmpty({ launches, entries, refused, tests }: Figures): boolean {
  return launches + entries + refused + tests === 0;
}

function tellRows({ period, buckets }: Statistics, { atMs }: Asked, { calendar }: Whose, t: StatisticsT, language: Language): ToldBucket[] {
  const naming = { by: period.by, nowMs: atMs, alone: period.days.length === 1, calendar, language, t };
  return buckets.map((bucket) => ({
    startsAt: new Date(bucket.startMs).toISOString(),
    ...nameBucket(bucket, naming),
    counts: bucket.startMs > atMs ? null : measuresOf(bucket),
    texts: bucket.startMs > atMs ? nothingYet : textsOf(bucket, language),
  }));
}

const nothingYet: Record<ToldMeasure, string> = { launches: "–", entries: "–", uniqueUsers: "–", refused: "–", tests: "–" };

function measuresOf(figures: Figures): Record<ToldMeasure, number> {
  return Object.fromEntries(toldMeasures.map((measure) => [measure, figures[measure]])) as Record<ToldMeasure, number>;
}

function textsOf(figures: Figures, language: Language): Record<ToldMeasure, string> {
  return Object.fromEntries(toldMeasures.map((measure) => [measure, numberInWords(figures[measure], language)])) as Record<
    ToldMeasure,
    string
  >;
}

function tellRefusal(refusal: RefusalCount, asked: Asked, whose: Whose, t: StatisticsT, language: Language): ToldRefusal {
  const { protocol, kind, reason, count } = refusal;
  const explanation = explainAttempt({ protocol, kind, reason }, language);
  return {
    key: `${protocol} ${kind} ${reason}`,
    reason,
    what: `${t(`protocols.${protocol}`)} · ${t(`halves.${kind}`)}`,
    count: t("reasons.count", { count }),
    sentence: explanation?.sentence ?? null,
    remedy: explanation?.remedy ?? null,
    href: whose.own ? refusalAddress(refusal, asked.subject) : null,
  };
}

function tellEmpty({ query }: Asked, { base, own }: Whose, ever: boolean, t: StatisticsT): ToldStatistics["empty"] {
  if (!ever) return { title: t("empty.neverTitle"), text: t("empty.neverText"), action: { href: "/panel/apps", label: t("empty.toApps") } };
  const href = statisticsAddress(base, query, { ...anotherPeriod, range: "90" });
  return { title: t("empty.title"), text: t(own ? "empty.text" : "empty.platformText"), action: { href, label: t("empty.all") } };
}
