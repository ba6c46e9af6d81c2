import type { ToldFigure } from "@/components/statistics/told-statistics";
import type { Figures, Statistics } from "@/lib/statistics";
import type { Language } from "@/lib/words";
import { differenceInWords, numberInWords, percentInWords } from "@/lib/words/formats";
import type { StatisticsT } from "./bucket-names";

const counted = [
  ["launches", "launches"],
  ["entries", "entries"],
  ["users", "uniqueUsers"],
  ["refused", "refused"],
  ["tests", "tests"],
] as const;

/** How figures are compared: not at all, where there is nothing before; side by side, where today is not over; or as a difference. */
export type Comparison = "none" | "beside" | "difference";

/** The key figures, with what they were before. */
export function tellFigures({ total, totalBefore }: Statistics, comparison: Comparison, t: StatisticsT, language: Language): ToldFigure[] {
  const figures = counted.map(([key, measure]): ToldFigure => {
    const [value, before] = [total[measure], totalBefore[measure]];
    return {
      key,
      name: t(`figures.${key}`),
      value: numberInWords(value, language),
      change: changeOf(value, before, comparison, t, language),
      trend: trendOf(value - before, comparison),
      hint: t(`figures.${key}Hint`),
    };
  });
  figures.splice(2, 0, tellConversion(total, totalBefore, comparison, t, language));
  return figures;
}

function tellConversion(total: Figures, totalBefore: Figures, comparison: Comparison, t: StatisticsT, language: Language): ToldFigure {
  const [ratio, before] = [conversionOf(total), conversionOf(totalBefore)];
  const percent = (value: number | null) => (value === null ? "–" : percentInWords(value, false, language));
  // Of shares the difference is told in points (a percentage of percent misleads), and of shares as they are told: 94.8 % beside 94.9 % is a change.
  const points = ratio === null || before === null ? null : (tenths(ratio) - tenths(before)) / 10;
  const told = (): string | null => {
    if (comparison === "none") return null;
    if (before === null) return t("change.noneBefore");
    if (comparison === "beside") return t("change.wholeDay", { before: percent(before) });
    if (points === null) return null;
    if (points === 0) return t("change.same", { before: percent(before) });
    return t("change.points", { points: differenceInWords(points, language), before: percent(before) });
  };
  return {
    key: "conversion",
    name: t("figures.conversion"),
    value: percent(ratio),
    change: told(),
    trend: trendOf(points ?? 0, comparison),
    hint: t("figures.conversionHint"),
  };
}

function tenths(ratio: number): number {
  return Math.round(ratio * 1000);
}

/** How many of the launches became a login; null: there were none. */
export function conversionOf({ launches, followed }: Figures): number | null {
  return launches === 0 ? null : followed / launches;
}

function changeOf(value: number, before: number, comparison: Comparison, t: StatisticsT, language: Language): string | null {
  if (comparison === "none") return null;
  const toldBefore = numberInWords(before, language);
  if (comparison === "beside") return t("change.wholeDay", { before: toldBefore });
  if (value === before) return value === 0 ? t("change.noneBefore") : t("change.same", { before: toldBefore });
  const difference = differenceInWords(value - before, language);
  if (before === 0) return t("change.fromNone", { change: difference });
  const percent = percentInWords((value - before) / before, true, language);
  return t("change.than", { change: t("change.counted", { difference, percent }), before: toldBefore });
}

function trendOf(difference: number, comparison: Comparison): ToldFigure["trend"] {
  if (comparison !== "difference" || difference === 0) return null;
  return difference > 0 ? "up" : "down";
}
