import type { ToldEvent } from "@/components/panel/told-event";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { tokenRefusals } from "@/lib/protocols/external-token";
import { launchRefusals, redemptionRefusals } from "@/lib/protocols/launch-token";
import { type Language, wordsIn } from "@/lib/words";

type Explanation = { readonly partnerSentence: string; readonly remedy: string };

const redemptions: Readonly<Record<string, Explanation>> = redemptionRefusals;
const launches: Readonly<Record<string, Explanation>> = launchRefusals;
const tokens: Readonly<Record<string, Explanation>> = tokenRefusals;

/** An event with the sentences that its reason has for the partner, field by field. */
export function explainEvent(event: ListedLoginEvent, language: Language): ToldEvent {
  const explanation = event.outcome === "refused" ? explainReason(event, event.reason) : null;
  return {
    id: event.id,
    at: event.at,
    what: whatWasTried(event, language),
    accepted: event.outcome === "accepted",
    test: event.test,
    appName: event.appName,
    reason: event.reason,
    sentence: explanation?.partnerSentence ?? null,
    remedy: explanation?.remedy ?? null,
    requestId: event.requestId,
  };
}

/** Every reason that a partner can meet, for the filter. */
export const eventReasons: readonly string[] = [...new Set([redemptions, launches, tokens].flatMap((table) => Object.keys(table)))].sort();

/** What a reason of a refused login means for the partner, where nothing else is known of the login; null when there is no such reason. */
export function explainLogin(reason: string): Explanation | null {
  return inTable(redemptions, reason) ?? inTable(tokens, reason);
}

function explainReason({ kind, protocol }: ListedLoginEvent, reason: string): Explanation | null {
  return inTable(protocol === "external-token" ? tokens : kind === "launch" ? launches : redemptions, reason);
}

function inTable(table: Readonly<Record<string, Explanation>>, reason: string): Explanation | null {
  return Object.hasOwn(table, reason) ? (table[reason] ?? null) : null;
}

function whatWasTried({ kind, test, protocol }: ListedLoginEvent, language: Language): string {
  const t = wordsIn(language, "events");
  if (protocol === "external-token") return t("what.externalToken");
  if (kind === "login") return t("what.login");
  return test ? t("what.testLaunch") : t("what.launch");
}
