import type { ToldEvent } from "@/components/panel/event-list";
import type { ListedLoginEvent } from "@/lib/events/list-login-events";
import { launchRefusals, redemptionRefusals } from "@/lib/protocols/launch-token";

type Explanation = { readonly partnerSentence: string; readonly remedy: string };

const redemptions: Readonly<Record<string, Explanation>> = redemptionRefusals;
const launches: Readonly<Record<string, Explanation>> = launchRefusals;

/** An event with the sentences that its reason has for the partner, field by field. */
export function explainEvent(event: ListedLoginEvent): ToldEvent {
  const explanation = event.outcome === "refused" ? explain(event.kind, event.reason) : null;
  return {
    id: event.id,
    at: event.at,
    what: event.kind === "login" ? "Login at your server" : event.test ? "Test launch" : "Open in the catalogue",
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
export const eventReasons: readonly string[] = [...new Set([...Object.keys(redemptions), ...Object.keys(launches)])].sort();

function explain(kind: "launch" | "login", reason: string): Explanation | null {
  const table = kind === "launch" ? launches : redemptions;
  return Object.hasOwn(table, reason) ? (table[reason] ?? null) : null;
}
