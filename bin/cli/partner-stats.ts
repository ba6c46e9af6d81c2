import { type Command, Option } from "commander";
import { nowMs } from "@/lib/clock";
import type { Bucket, Period, PeriodLimits } from "@/lib/statistics";
import { wordsIn } from "@/lib/words/words-in";
import type { Answer } from "./answer";
import type { CommandLine } from "./command-line";
import { refusal, settled } from "./refusal";
import { appNamed, partnerNamed } from "./targets";

type Asked = {
  readonly partner: string;
  readonly from: string;
  readonly to: string;
  readonly app?: string;
  readonly by: "day" | "hour" | "month";
};

// No chart has to hold the hours here; and days to come are rows like others, of which nothing is known yet.
const limits: PeriodLimits = { hourDays: 31, endsToday: false };

/** `stats --partner`: a verb that need not be said. */
export function addPartnerStatsCommand(stats: Command, does: CommandLine["does"]): void {
  const show = stats
    .command("show", { isDefault: true })
    .description("what became of a partner's logins, and what was sold, in days of its time zone; the verb may be left out")
    .requiredOption("--partner <id or slug>", "the partner")
    .requiredOption("--from <date>", "the first local day, such as 2026-10-01")
    .requiredOption("--to <date>", "the last local day")
    .option("--app <id or slug>", "of this app alone")
    .addOption(new Option("--by <size>", "what a row stands for").choices(["day", "hour", "month"]).default("day"));
  does(show, showStats);
}

async function showStats({ partner, from, to, app, by }: Asked): Promise<Answer> {
  const { id: partnerId } = await partnerNamed(partner);
  const appId = app === undefined ? null : await ownApp(app, partnerId);
  const { partnerCalendar } = await import("@/lib/calendars/partner-calendars");
  const { readPeriod, readStatistics } = await import("@/lib/statistics");
  const calendar = await partnerCalendar(partnerId);
  const say = wordsIn("en", "statistics.refusals");
  const period = settled(readPeriod({ from, to, by }, calendar, nowMs(), limits), (reason) => say(reason, { days: limits.hourDays }));
  const { buckets } = await readStatistics({ partnerId, ...(appId === null ? {} : { subjectId: appId }) }, period);
  const amounts = await amountsOf(partnerId, appId, period);
  const { bucketName } = await import("@/lib/statistics");
  return buckets.map((bucket, index) => ({
    bucket: bucketName(bucket, by),
    launches: bucket.launches,
    redemptions: bucket.entries,
    uniqueUsers: bucket.uniqueUsers,
    refused: bucket.refused,
    amounts: amounts.get(index) ?? {},
  }));
}

async function ownApp(named: string, partnerId: string): Promise<string> {
  const app = await appNamed(named);
  if (app.partnerId !== partnerId) throw refusal("app_unknown");
  return app.id;
}

/** What was sold in each bucket, in minor units by currency: confirmed less refunded. */
async function amountsOf(
  partnerId: string,
  appId: string | null,
  { buckets, endMs }: Period,
): Promise<Map<number, Record<string, number>>> {
  const { sumSales } = await import("@/lib/purchases");
  const starts = buckets.map(({ startMs }: Bucket) => new Date(startMs));
  const amounts = new Map<number, Record<string, number>>();
  for (const { stretch, currency, minor } of await sumSales(partnerId, appId, starts, new Date(endMs)))
    amounts.set(stretch, { ...amounts.get(stretch), [currency]: minor });
  return amounts;
}
