import { type Bucket, type BucketSize, isPart, noteOfDay } from "@/lib/statistics";
import type { LocalCalendar } from "@/lib/core/local-calendar";
import { type Language, type wordsIn } from "@/lib/words";
import { clockInWords, dateInWords, numberInWords } from "@/lib/words/formats";

/** `wordsIn(language, "statistics")`, made once for many buckets. */
export type StatisticsT = ReturnType<typeof wordsIn<"statistics">>;

/** What a bucket is called, and what is to be known of it. */
export type BucketName = { readonly label: string; readonly note: string | null; readonly mark: string | null };

type Naming = {
  readonly by: BucketSize;
  /** epoch milliseconds */
  readonly nowMs: number;
  /** the period is of one day, which need not be said */
  readonly alone: boolean;
  readonly calendar: LocalCalendar;
  readonly language: Language;
  readonly t: StatisticsT;
};

/** Names a bucket of a period. */
export function nameBucket(bucket: Bucket, { by, nowMs, alone, calendar, language, t }: Naming): BucketName {
  // Of whole weeks and months nobody asks how long each day was.
  const lengths = by === "week" || by === "month" ? [] : bucket.days.map(noteOfDay).filter((note) => note !== null);
  const [length] = lengths;
  const hours = length && numberInWords(length.hours, language);
  const underWay = nowMs >= bucket.startMs && nowMs < bucket.endMs;
  const part = isPart(bucket, by, calendar) && t("table.part", { by });
  const notes = [
    length && t(`day.${length.kind}`, { hours: hours ?? "" }),
    part,
    underWay && t("table.underWay"),
    bucket.startMs > nowMs && t("table.toCome"),
  ];
  // In the chart of hours every hour of such a day would be marked: the first says it for all.
  const marked = length && (by === "day" || bucket.hour === 0) ? t("day.short", { hours: hours ?? "" }) : null;
  return {
    label: labelOf(bucket, { by, alone, language, t }),
    note: notes.filter((note) => typeof note === "string").join("; ") || null,
    mark: marked ?? (underWay ? t("labels.now") : null),
  };
}

function labelOf(bucket: Bucket, { by, alone, language, t }: Pick<Naming, "by" | "alone" | "language" | "t">): string {
  const [first] = bucket.days;
  const last = bucket.days.at(-1) ?? first;
  if (by === "day") return dateInWords(first.date, "day", language);
  if (by === "month") return dateInWords(first.countedAs, "month", language);
  if (by === "week")
    return t("labels.week", {
      from: dateInWords(first.countedAs, "short", language),
      to: dateInWords(last.countedAs, "short", language),
    });
  // An hour that comes twice is told by its offset.
  const clock = clockInWords(new Date(bucket.startMs), first.zone, noteOfDay(first) !== null, language);
  return alone ? clock : `${dateInWords(first.date, "short", language)}, ${clock}`;
}
