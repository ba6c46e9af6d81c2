import { z } from "zod";
import { accept, refuse, type Result } from "@/lib/core/result";
import { type LoginProtocol, loginProtocols } from "@/lib/events/login-event";

// What a form leaves empty counts as absent.
const text = z.preprocess((value) => (value === "" ? undefined : value), z.string().max(100).optional());
const query = z.strictObject({ range: text, from: text, to: text, by: text, app: text, protocol: text, subject: text });

/** What a page of statistics was asked for: texts as they came in, each at most once. */
export type StatisticsQuery = z.output<typeof query>;

export type QueryRefusal = "query_malformed" | "protocol_unknown" | "too_many_filters";

/** Reads the query of a page of statistics: these names, once each, and nothing else. */
export function readStatisticsQuery(all: Readonly<Record<string, string | string[] | undefined>>): Result<StatisticsQuery, QueryRefusal> {
  const read = query.safeParse({ ...all });
  if (!read.success) return refuse("query_malformed");
  const { app, protocol, subject } = read.data;
  if (protocol !== undefined && protocolNamed(protocol) === undefined) return refuse("protocol_unknown");
  // Apps are entered by login tokens: to ask for both is to ask for the app.
  const filters = [app, subject, app !== undefined && protocol === "launch-token" ? undefined : protocol];
  return filters.filter((one) => one !== undefined).length > 1 ? refuse("too_many_filters") : accept(read.data);
}

/** The protocol of this name; undefined when there is none. */
export function protocolNamed(name: string | undefined): LoginProtocol | undefined {
  return loginProtocols.find((one) => one === name);
}

/** The address of the same statistics with something of it changed; undefined takes it away. */
export function statisticsAddress(base: string, asked: StatisticsQuery, changes: Partial<StatisticsQuery> = {}): string {
  const kept = Object.entries({ ...asked, ...changes }).filter((pair): pair is [string, string] => typeof pair[1] === "string");
  const told = new URLSearchParams(kept).toString();
  return told === "" ? base : `${base}?${told}`;
}

/** What is asked for another period keeps. */
export const anotherPeriod = {
  range: undefined,
  from: undefined,
  to: undefined,
  by: undefined,
} as const satisfies Partial<StatisticsQuery>;
