import type { Developer } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { nowMs } from "@/lib/clock";
import { isDatabaseGone } from "@/lib/db/failure";
import { countRefusals } from "@/lib/events/count-refusals";
import { listLoginEvents } from "@/lib/events/list-login-events";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { partnerSummary } from "@/lib/partners";
import { listIssuers } from "@/lib/protocols/external-token";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { listApiClientNames } from "@/lib/protocols/signed-login";
import { type Figures, readPeriod, readStatistics } from "@/lib/statistics";
import { needsAttention } from "./needs-attention";
import { onboarding } from "./onboarding";

const DAY_MS = 86_400_000;

/** Everything that the panel's first page tells. */
export async function homeFacts({ partnerId, account }: Developer) {
  const [atMs, partner] = [nowMs(), await partnerSummary(partnerId)];
  if (!partner) throw new Error("a member's partner is not there");
  const [apps, bearerTokens, issuers, apiClients, latest, redeemed, launched, today, refusals] = await Promise.all([
    listApps(partnerId),
    listBearerTokens(partnerId),
    listIssuers(partnerId),
    listApiClientNames(partnerId),
    listLoginEvents({ partnerId, limit: 5 }),
    listLoginEvents({ partnerId, kind: "login", outcome: "accepted", limit: 1 }),
    listLoginEvents({ partnerId, kind: "launch", outcome: "accepted", limit: 1 }),
    figuresOfToday(partnerId, atMs),
    countRefusals(partnerId, new Date(atMs - DAY_MS)),
  ]);
  const steps = onboarding({
    emailVerified: account.verified,
    apps,
    bearerTokens: bearerTokens.length,
    timeZoneChosen: partner.timeZoneChosen,
    testLaunched: launched.length > 0,
    redeemed: redeemed.length > 0,
    partnership: partner.status,
  });
  return {
    partner,
    steps,
    today,
    latest,
    quickStartOf: apps.at(-1) ?? null,
    attention: needsAttention({ partner, apps, bearerTokens, issuers, apiClients, refusals }, atMs),
  };
}

/** Null: they could not be counted in time, and the page is worth more than its figures. */
async function figuresOfToday(partnerId: string, atMs: number): Promise<Figures | null> {
  const period = readPeriod({ range: "today", by: "day" }, await partnerCalendar(partnerId), atMs);
  if (!period.ok) throw new Error(`today is no period: ${period.reason}`);
  try {
    return (await readStatistics({ partnerId }, period.value)).total;
  } catch (error) {
    if (isDatabaseGone(error)) return null;
    throw error;
  }
}
