import type { StatisticsWords } from "@/components/statistics/told-statistics";
import type { BucketSize } from "@/lib/statistics";
import { type Language, wordsIn } from "@/lib/words";

/** The texts of a page of statistics that stay the same while it is open. */
export function boardWords(by: BucketSize, language: Language): StatisticsWords {
  const t = wordsIn(language, "statistics");
  const keys = (title: string) => t("charts.keys", { title });
  return {
    launches: t("figures.launches"),
    entries: t("figures.entries"),
    uniqueUsers: t("figures.users"),
    refused: t("figures.refused"),
    tests: t("figures.tests"),
    figures: t("figures.title"),
    logins: t("charts.logins"),
    users: t("charts.users"),
    loading: t("charts.loading"),
    failed: t("charts.failed"),
    noScript: t("charts.noScript"),
    table: t("charts.table"),
    caption: t("table.caption", { by }),
    when: t("table.when"),
    total: t("table.total"),
    totalNote: t("table.totalNote"),
    reasons: t("reasons.title"),
    reasonsLead: t("reasons.lead"),
    noReasons: t("reasons.none"),
    what: t("reasons.what"),
    events: t("reasons.events"),
    live: t("live.on"),
    paused: t("live.paused"),
    signedOut: t("live.signedOut"),
    reload: t("live.reload"),
    keys: { logins: keys(t("charts.logins")), users: keys(t("charts.users")), refused: keys(t("charts.refused")) },
  };
}
