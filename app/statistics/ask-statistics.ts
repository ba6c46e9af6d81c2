import { nowMs } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { type Period, type PeriodRefusal, readPeriod, type StatisticsScope } from "@/lib/statistics";
import { protocolNamed, type QueryRefusal, readStatisticsQuery, type StatisticsQuery } from "./statistics-query";
import type { Whose } from "./whose";

/** `app_unknown` and `subject_unknown`: not there, or not theirs, which is answered by 404. */
export type StatisticsRefusal = QueryRefusal | PeriodRefusal | "app_unknown" | "subject_unknown";

/** Statistics that can be read. */
export type Asked = {
  readonly query: StatisticsQuery;
  readonly scope: StatisticsScope;
  readonly period: Period;
  /** epoch milliseconds: now, for the whole page */
  readonly atMs: number;
  /** what they are narrowed down to; null: nothing */
  readonly subject: { readonly kind: "app" | "credential"; readonly id: string; readonly name: string } | null;
};

/** Reads which statistics are meant: only what is the partner's own, in a period that there is. */
export async function askStatistics(
  whose: Whose,
  all: Readonly<Record<string, string | string[] | undefined>>,
): Promise<Result<Asked, StatisticsRefusal>> {
  const query = readStatisticsQuery(all);
  if (!query.ok) return query;
  const { app, subject: credential, protocol } = query.value;
  const [ownApp, ownCredential] = [
    app === undefined ? null : whose.apps.find(({ id }) => id === app),
    credential === undefined ? null : await whose.findSubject(credential),
  ];
  if (ownApp === undefined) return refuse("app_unknown");
  if (credential !== undefined && ownCredential === null) return refuse("subject_unknown");
  const atMs = nowMs();
  const period = readPeriod(query.value, whose.calendar, atMs);
  if (!period.ok) return period;
  const { partnerId } = whose;
  const subject = ownApp ? { kind: "app" as const, ...ownApp } : ownCredential && { kind: "credential" as const, ...ownCredential };
  const narrowed = subject === null ? protocolNamed(protocol) : undefined;
  return accept({
    query: query.value,
    scope: { partnerId, ...(subject ? { subjectId: subject.id } : {}), ...(narrowed ? { protocol: narrowed } : {}) },
    period: period.value,
    atMs,
    subject: subject && { kind: subject.kind, id: subject.id, name: subject.name },
  });
}
