import { NIL_ID } from "@/lib/id";
import type { Answer } from "./answer";
import type { CommandLine } from "./command-line";
import { utcDate } from "./option-values";
import { addPartnerStatsCommand } from "./partner-stats";
import { Refusal } from "./refusal";

type Range = { readonly from: Date; readonly to: Date };

const DAY_MS = 86_400_000;

/** `stats`, `stats verify` and `stats recount`. */
export function addStatsCommands({ noun, does, terminal }: CommandLine): void {
  const stats = noun("stats", "statistics");
  addPartnerStatsCommand(stats, does);
  const verify = stats
    .command("verify")
    .description("count the login events of some days anew, and compare what statistics keep of them")
    .requiredOption("--from <date>", "the first day, such as 2026-10-01: each local day that begins within these days of UTC", utcDate)
    .requiredOption("--to <date>", "the last day", utcDate);
  const warn = (sentence: string) => terminal.writeError(`${sentence}\n`);
  does(verify, (range: Range) => verifyRange(range, warn));
  const recount = stats
    .command("recount")
    .description("make all statistics anew from the login events: after the zone data changed, or verify found a difference");
  does(recount, async () => ({ events: await (await import("@/lib/statistics")).recountStatistics() }));
}

async function verifyRange({ from, to }: Range, warn: (sentence: string) => void): Promise<Answer> {
  if (from > to) throw new Refusal("range_reversed", "--from has to be before --to, or the same day.");
  const { verifyStatistics } = await import("@/lib/statistics");
  const { events, differences, found, closedBefore } = await verifyStatistics(from.getTime(), to.getTime() + DAY_MS);
  if (closedBefore) warn(`Days that begin before ${closedBefore.toISOString()} were left out: their login events have been dropped.`);
  if (differences > 0) warn(`Statistics differ from the login events in ${differences} places: make them anew with \`stats recount\`.`);
  const sentences = found.map(({ partnerId, scopeId, date, startsAt, what, expected, stored }) => {
    const whose = partnerId === NIL_ID ? "the platform" : `partner ${partnerId}`;
    const which = scopeId === NIL_ID ? "everything" : scopeId;
    return `${whose}, ${which}, ${date} from ${startsAt.toISOString()}: ${what}: expected ${expected}, stored ${stored}`;
  });
  return { events, differences, found: sentences };
}
