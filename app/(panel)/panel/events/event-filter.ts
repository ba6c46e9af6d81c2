import { z } from "zod";
import { accept, refuse, type Result } from "@/lib/core/result";
import { isId } from "@/lib/id";
import { eventReasons } from "./explain-event";

/** How many events a page shows. */
export const EVENTS_A_PAGE = 50;

// What a form leaves empty counts as absent.
const chosen = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());

const query = z.strictObject({
  outcome: chosen(z.enum(["accepted", "refused"])),
  kind: chosen(z.enum(["launch", "login"])),
  reason: chosen(z.string().refine((reason) => eventReasons.includes(reason))),
  app: chosen(z.string().refine(isId)),
  request: chosen(z.string().trim().toLowerCase().refine(isId)),
  // The last event of the page before: `<epoch milliseconds>_<id>`.
  before: chosen(
    z
      .string()
      .regex(/^\d{1,15}_[0-9a-f-]{36}$/)
      .transform((text) => ({ at: new Date(Number(text.slice(0, text.indexOf("_")))), id: text.slice(text.indexOf("_") + 1) }))
      .refine(({ at, id }) => isId(id) && at.getTime() < 4_102_444_800_000),
  ),
});

/** What a developer asked the list of events for. */
export type EventFilter = z.output<typeof query>;

/** Reads the query of the events page: these names with these values, once each, and nothing else (PN-43). */
export function readEventFilter(all: Readonly<Record<string, string | string[] | undefined>>): Result<EventFilter, "filter_malformed"> {
  const read = query.safeParse({ ...all });
  return read.success ? accept(read.data) : refuse("filter_malformed");
}

/** True when something was chosen, so that an empty list does not mean that there is nothing at all. */
export function isFiltered({ outcome, kind, reason, app, request, before }: EventFilter): boolean {
  return [outcome, kind, reason, app, request, before].some((chosenValue) => chosenValue !== undefined);
}

/** The query of the page that goes on behind `last`. */
export function olderQuery(filter: EventFilter, last: { readonly at: Date; readonly id: string }): string {
  const kept = {
    outcome: filter.outcome,
    kind: filter.kind,
    reason: filter.reason,
    app: filter.app,
    before: `${last.at.getTime()}_${last.id}`,
  };
  return new URLSearchParams(Object.entries(kept).filter((pair): pair is [string, string] => pair[1] !== undefined)).toString();
}
