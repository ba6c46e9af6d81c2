import type { ChartRow, Series } from "@/components/charts/chart-props";
import type { StatisticsWords, ToldBucket } from "./told-statistics";

/** The two lines of what became of logins. */
export function loginSeries({ launches, entries }: Pick<StatisticsWords, "launches" | "entries">): readonly Series[] {
  return [
    { key: "launches", name: launches, color: "var(--accent)", dashes: "5 3" },
    { key: "entries", name: entries, color: "var(--ok)" },
  ];
}

/** The bars of different people. */
export function userSeries({ uniqueUsers }: Pick<StatisticsWords, "uniqueUsers">): readonly Series[] {
  return [{ key: "uniqueUsers", name: uniqueUsers, color: "var(--accent)" }];
}

/** The bars of what was refused. */
export function refusedSeries({ refused }: Pick<StatisticsWords, "refused">): readonly Series[] {
  return [{ key: "refused", name: refused, color: "var(--danger)" }];
}

/** A bucket for a chart. */
export function chartRow({ startsAt, label, note, mark, counts, texts }: ToldBucket): ChartRow {
  return { key: startsAt, name: label, note, mark, values: counts, texts };
}
