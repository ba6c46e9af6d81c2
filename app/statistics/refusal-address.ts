import { eventReasons } from "@/app/(panel)/panel/events/explain-event";
import type { RefusalCount } from "@/lib/statistics";
import type { Asked } from "./ask-statistics";

/** The list of the events that a reason was counted from, as far as it can be told by the filter of that page. */
export function refusalAddress({ kind, reason }: RefusalCount, subject: Asked["subject"]): string {
  const query = new URLSearchParams({ outcome: "refused", kind });
  if (eventReasons.includes(reason)) query.set("reason", reason);
  if (subject?.kind === "app") query.set("app", subject.id);
  return `/panel/events?${query.toString()}`;
}
