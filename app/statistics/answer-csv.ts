import { stringify } from "csv-stringify/sync";
import { type Bucket, bucketName, type Figures, PAGE_LIMITS, type Statistics } from "@/lib/statistics";
import { type Language, requestLanguage, wordsIn } from "@/lib/words";
import { askStatistics, type Asked } from "./ask-statistics";
import { nameBucket } from "./bucket-names";
import { loadStatistics } from "./load-statistics";
import { queryOf } from "./query-of-request";
import type { Whose } from "./whose";

/** Statistics as a table to download; what is refused is said in a sentence. */
export async function answerCsv(whose: Whose, request: Request): Promise<Response> {
  const [asked, language] = [await askStatistics(whose, queryOf(request)), await requestLanguage()];
  if (!asked.ok) {
    if (asked.reason === "app_unknown" || asked.reason === "subject_unknown") return new Response(null, { status: 404 });
    const sentence = wordsIn(language, "statistics")(`refusals.${asked.reason}`, { days: PAGE_LIMITS.hourDays });
    return new Response(`${sentence}\n`, { status: 400, headers: { "content-type": "text/plain; charset=utf-8" } });
  }
  const loaded = await loadStatistics(asked.value, whose, language);
  if (!loaded) return new Response(null, { status: 503, headers: { "retry-after": "5" } });
  return new Response(csvOf(loaded.statistics, asked.value, whose, language), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${fileName(asked.value, whose)}"`,
    },
  });
}

/**
 * The table: a row for each bucket with its boundaries as UTC instants, and one for the whole period, whose people are not the
 * sum of the others'. Headings are names for programs; the byte order mark is for spreadsheets, which take a file without one for
 * the encoding of the machine. Names that begin like a formula get an apostrophe (CSV injection).
 */
function csvOf(statistics: Statistics, asked: Asked, whose: Whose, language: Language): string {
  const { period, buckets, total } = statistics;
  const t = wordsIn(language, "statistics");
  const naming = { by: period.by, nowMs: asked.atMs, alone: false, calendar: whose.calendar, language, t };
  const of = asked.subject?.name ?? asked.scope.protocol ?? "all";
  const row = (kind: string, bucket: Bucket, figures: Figures, note: string | null) => ({
    row: kind,
    bucket: bucketName(bucket, period.by),
    starts_at: new Date(bucket.startMs).toISOString(),
    ends_at: new Date(bucket.endMs).toISOString(),
    hours: (bucket.endMs - bucket.startMs) / 3_600_000,
    zone: zonesOf(bucket),
    launches: figures.launches,
    launches_followed: figures.followed,
    entries: figures.entries,
    unique_users: figures.uniqueUsers,
    refused: figures.refused,
    tests: figures.tests,
    of,
    note: note ?? "",
  });
  const [first, ...others] = period.days;
  const rows = buckets.map((bucket) => row(period.by, bucket, bucket, nameBucket(bucket, naming).note));
  if (first !== undefined) rows.push(row("total", { startMs: period.startMs, endMs: period.endMs, days: [first, ...others] }, total, null));
  return stringify(rows, { header: true, bom: true, escape_formulas: true, record_delimiter: "windows", quote_record_delimiter: true });
}

function zonesOf({ days }: Bucket): string {
  return [...new Set(days.map(({ zone }) => zone))].join(" ");
}

// Of letters, digits and hyphens alone: names of partners and apps are in it by their short names, dates as they are.
function fileName({ period, subject, scope }: Asked, { slug }: Whose): string {
  const narrowed = subject?.name ?? scope.protocol;
  const parts = ["statistics", slug, narrowed, period.days[0]?.date, "to", period.days.at(-1)?.date, `by-${period.by}`];
  const safe = parts.filter((part) => part !== undefined).map((part) => part.toLowerCase().replace(/[^a-z0-9]+/g, "-"));
  return `${safe
    .map((part) => part.slice(0, 60).replace(/^-|-$/g, ""))
    .filter((part) => part !== "")
    .join("-")}.csv`;
}
