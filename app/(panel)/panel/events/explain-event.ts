import type { ToldEvent } from "@/components/panel/told-event";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { launchRefusals, type RedemptionRefusal, redemptionRefusals } from "@/lib/protocols/launch-token";
import { type Language, wordsIn } from "@/lib/words";

type Explanation = { readonly sentence: string; readonly remedy: string };

const redemptions = Object.keys(redemptionRefusals) as RedemptionRefusal[];

/** An event with the sentences that its reason has for the partner, field by field. */
export function explainEvent(event: ListedLoginEvent, language: Language): ToldEvent {
  const explanation = event.outcome === "refused" ? explainReason(event.kind, event.reason, language) : null;
  return {
    id: event.id,
    at: event.at,
    what: whatWasTried(event, language),
    accepted: event.outcome === "accepted",
    test: event.test,
    appName: event.appName,
    reason: event.reason,
    sentence: explanation?.sentence ?? null,
    remedy: explanation?.remedy ?? null,
    requestId: event.requestId,
  };
}

/** Every reason that a partner can meet, for the filter. */
export const eventReasons: readonly string[] = [...new Set([...redemptions, ...launchRefusals])].sort();

/** What a reason means for the partner, and what to do; null when the protocol has no such reason. */
export function explainReason(kind: "launch" | "login", reason: string, language: Language): Explanation | null {
  const known = kind === "launch" ? launchRefusals.find((one) => one === reason) : redemptions.find((one) => one === reason);
  if (known === undefined) return null;
  const t = wordsIn(language, `reasons.launchToken.${kind === "launch" ? "launch" : "redemption"}`);
  return { sentence: t(`${known}.partner`), remedy: t(`${known}.remedy`) };
}

function whatWasTried({ kind, test }: ListedLoginEvent, language: Language): string {
  const t = wordsIn(language, "events");
  if (kind === "login") return t("what.login");
  return test ? t("what.testLaunch") : t("what.launch");
}
