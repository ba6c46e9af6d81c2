import type { ToldZone } from "@/components/panel/zone-facts";
import { clockChanges, nextMidnight, startOfDay } from "@/lib/core/local-day";
import { type Language, wordsIn } from "@/lib/words";
import { dayInWords, momentInWords } from "@/lib/words/formats";

const HOUR_MS = 3_600_000;

/** What one wants to know of a zone before choosing it, in finished texts. @param zone IANA name, already validated */
export function tellZone(zone: string, nowMs: number, language: Language): ToldZone {
  const t = wordsIn(language, "panel.settings");
  const changes = clockChanges(zone, nowMs).map(({ atMs, minutes }) => {
    // The day that has the change in it: the instant before it is on the same one, but where midnight itself is skipped.
    const hours = (nextMidnight(zone, atMs - 1) - startOfDay(zone, atMs - 1)) / HOUR_MS;
    const values = { at: dayInWords(new Date(atMs - 1), zone, language), minutes: Math.abs(minutes), hours };
    return minutes > 0 ? t("forward", values) : t("back", values);
  });
  return {
    zone,
    title: t("previewTitle", { zone }),
    now: momentInWords(new Date(nowMs), zone, language),
    nextMidnight: momentInWords(new Date(nextMidnight(zone, nowMs)), zone, language),
    clocks: changes.length === 0 ? [t("clocksStay")] : changes,
  };
}
