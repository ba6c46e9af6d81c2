import type { LocalDay } from "@/lib/core/local-calendar";
import { noteOfDay, type Period } from "@/lib/statistics";
import type { Language } from "@/lib/words";
import { dateInWords, minuteInWords, numberInWords } from "@/lib/words/formats";
import type { StatisticsT } from "./bucket-names";
import type { Comparison } from "./tell-figures";

/** Whether a period's figures can be held against those of the one before. */
export function comparisonOf({ days, before }: Period, nowMs: number): Comparison {
  if (before.days.length === 0) return "none";
  return days.length === 1 && isUnderWay(days[0], nowMs) ? "beside" : "difference";
}

/** Over which boundaries the figures go, what they are compared with, and which days are not like others: in sentences. */
export function tellNotes(period: Period, nowMs: number, t: StatisticsT, language: Language): string[] {
  const comparison = comparisonOf(period, nowMs);
  const underWay = isUnderWay(period.days.at(-1), nowMs);
  return [
    tellBounds(period, t, language),
    comparison === "none" ? t("compared.nothing") : tellCompared(period, t, language),
    ...(comparison === "beside" ? [t("compared.today")] : []),
    ...(comparison === "difference" && underWay ? [t("compared.notOver", { size: period.days.length === 1 ? "day" : "more" })] : []),
    ...tellLengths(period.days, t, language),
  ];
}

function tellBounds({ days, startMs, endMs }: Period, t: StatisticsT, language: Language): string {
  const [first, last] = [days[0], days.at(-1)];
  const [from, to] = [
    minuteInWords(new Date(startMs), first?.zone ?? "UTC", language),
    minuteInWords(new Date(endMs), last?.zone ?? "UTC", language),
  ];
  const changes = days.filter(({ zone }, index) => index === 0 || zone !== days[index - 1]?.zone);
  if (changes.length <= 1) return t("bounds.one", { zone: first?.zone ?? "UTC", from, to });
  const zones = changes.map(({ zone, startMs: at }) => t("bounds.zoneFrom", { zone, from: minuteInWords(new Date(at), zone, language) }));
  return t("bounds.several", { from, to, zones: zones.join(", ") });
}

function tellCompared({ before: { days } }: Period, t: StatisticsT, language: Language): string {
  const [first, last] = [days[0]?.date ?? "", days.at(-1)?.date ?? ""];
  const from = dateInWords(first, "full", language);
  return first === last ? t("compared.date", { from }) : t("compared.dates", { from, to: dateInWords(last, "full", language) });
}

function tellLengths(days: readonly LocalDay[], t: StatisticsT, language: Language): string[] {
  const sentences = days.map(noteOfDay).map((note) => {
    if (note === null) return null;
    const hours = numberInWords(note.hours, language);
    return t(note.kind === "cut" ? "day.cutWhy" : "day.changedWhy", { hours, short: t("day.short", { hours }) });
  });
  return [...new Set(sentences.filter((sentence) => sentence !== null))];
}

function isUnderWay(day: LocalDay | undefined, nowMs: number): boolean {
  return day !== undefined && nowMs >= day.startMs && nowMs < day.endMs;
}
