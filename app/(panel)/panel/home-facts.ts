import type { Developer } from "@/lib/accounts/current-account";
import { listApps } from "@/lib/apps";
import { nowMs } from "@/lib/clock";
import { nextMidnight, startOfDay } from "@/lib/core/local-day";
import { countRefusals, dayFigures } from "@/lib/events/day-figures";
import { listLoginEvents } from "@/lib/events/list-login-events";
import { partnerSummary } from "@/lib/partners";
import { listIssuers } from "@/lib/protocols/external-token";
import { listBearerTokens } from "@/lib/protocols/launch-token";
import { listApiClientNames } from "@/lib/protocols/signed-login";
import { needsAttention } from "./needs-attention";
import { onboarding } from "./onboarding";

const DAY_MS = 86_400_000;

/** Everything that the panel's first page tells. */
export async function homeFacts({ partnerId, account }: Developer) {
  const [atMs, partner] = [nowMs(), await partnerSummary(partnerId)];
  if (!partner) throw new Error("a member's partner is not there");
  // On the day of a change the new zone's day begins where the old one's ended: nothing is counted twice.
  const from = new Date(Math.max(startOfDay(partner.timeZone, atMs), partner.timeZoneSince.getTime()));
  const [apps, bearerTokens, issuers, apiClients, latest, redeemed, launched, today, refusals] = await Promise.all([
    listApps(partnerId),
    listBearerTokens(partnerId),
    listIssuers(partnerId),
    listApiClientNames(partnerId),
    listLoginEvents({ partnerId, limit: 5 }),
    listLoginEvents({ partnerId, kind: "login", outcome: "accepted", limit: 1 }),
    listLoginEvents({ partnerId, kind: "launch", outcome: "accepted", limit: 1 }),
    dayFigures(partnerId, from, new Date(nextMidnight(partner.timeZone, atMs))),
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
