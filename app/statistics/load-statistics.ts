import type { ToldStatistics } from "@/components/statistics/told-statistics";
import { isDatabaseGone } from "@/lib/db/failure";
import { listLoginEvents } from "@/lib/events/list-login-events";
import { PLATFORM, readStatistics, type Statistics } from "@/lib/statistics";
import type { Language } from "@/lib/words";
import type { Asked } from "./ask-statistics";
import { isEmpty, tellStatistics } from "./tell-statistics";
import type { Whose } from "./whose";

type Loaded = { readonly statistics: Statistics; readonly told: ToldStatistics };

/** The statistics that were asked for, and what the page says of them; null: they could not be counted in time. */
export async function loadStatistics(asked: Asked, whose: Whose, language: Language): Promise<Loaded | null> {
  try {
    const statistics = await readStatistics(asked.scope, asked.period);
    const ever = !isEmpty(statistics.total) || whose.partnerId === PLATFORM || (await hasEvents(whose.partnerId));
    return { statistics, told: tellStatistics(statistics, asked, whose, ever, language) };
  } catch (error) {
    if (isDatabaseGone(error)) return null;
    throw error;
  }
}

async function hasEvents(partnerId: string): Promise<boolean> {
  return (await listLoginEvents({ partnerId, limit: 1 })).length > 0;
}
