import type { LoginProtocol } from "@/lib/events/login-event";
import type { Period } from "./period";
import type { Figures, RefusalCount, Statistics } from "./statistics";

/** Attempts of one kind on one day: as the job keeps them, with `hours`; or one hour's of what it has not counted, with `hour`. */
export type CountRow = {
  readonly day: number;
  readonly protocol: LoginProtocol;
  readonly kind: "launch" | "login";
  readonly outcome: "accepted" | "refused";
  readonly reason: string;
  readonly test: boolean;
  readonly count: number;
  readonly hours?: readonly number[];
  readonly hour?: number;
};

/** People of one day, as the job keeps them; and how many of them had been there before in the same bucket, in the same stretch. */
export type PeopleRow = {
  readonly day: number;
  readonly users: number;
  readonly hours?: readonly number[];
  readonly again_in_bucket: number;
  readonly again_in_stretch: number;
};

/** How the people of a day change by what the job has not counted (people-deltas.ts). */
export type PeopleDelta = {
  readonly day: number;
  readonly what: "users" | "hours" | "returns";
  readonly place: number;
  readonly n: number;
};

export type StatisticsRows = {
  readonly counts: readonly CountRow[];
  readonly people: readonly PeopleRow[];
  readonly deltas: readonly PeopleDelta[];
  readonly countedAt: Date;
  /** the scope is a pairing or a portal key: one person's */
  readonly ofOne: boolean;
};

/** Where a day stands in what is asked for. */
type Place = {
  /** the number of the first day of its bucket, and of its stretch: the period or the one before */
  readonly bucketFirst: number;
  readonly first: number;
  readonly stretch: "period" | "before";
  /** of the bucket of whole days that holds it; null: of none */
  readonly bucket: number | null;
  /** of the buckets of its hours */
  readonly hourBuckets: ReadonlyMap<number, number>;
};

export type Places = {
  readonly days: ReadonlyMap<number, Place>;
  /** first and last number of all of them; of none, an empty range. Between the two stretches there may be days of neither */
  readonly span: readonly [first: number, last: number];
};

/** Where each day of a period, and of the one before, stands in it. */
export function placesOf(period: Period): Places {
  const days = new Map<number, Place>();
  const beforeFirst = firstOf(period.before.days);
  for (const { number } of period.before.days) {
    days.set(number, { bucketFirst: number, first: beforeFirst, stretch: "before", bucket: null, hourBuckets: new Map() });
  }
  const first = firstOf(period.days);
  for (const { number } of period.days) {
    days.set(number, { bucketFirst: number, first, stretch: "period", bucket: null, hourBuckets: new Map() });
  }
  for (const [index, bucket] of period.buckets.entries()) {
    for (const { number } of bucket.days) {
      const place = days.get(number);
      if (!place) throw new Error("a bucket lies outside of its period");
      if (bucket.hour === undefined) days.set(number, { ...place, bucket: index, bucketFirst: bucket.days[0].number });
      else days.set(number, { ...place, hourBuckets: new Map([...place.hourBuckets, [bucket.hour, index]]) });
    }
  }
  const numbers = [...days.keys()];
  return { days, span: numbers.length === 0 ? [0, -1] : [Math.min(...numbers), Math.max(...numbers)] };
}

function firstOf(days: readonly { readonly number: number }[]): number {
  return days[0]?.number ?? 0;
}

type Tally = { -readonly [Name in keyof Figures]: Figures[Name] };

/** What is being added up: one tally for each bucket, and one for each stretch. */
type Sheet = {
  readonly places: Places;
  readonly period: Tally;
  readonly before: Tally;
  readonly buckets: readonly Tally[];
};

const nothing = (): Tally => ({ launches: 0, followed: 0, entries: 0, refused: 0, uniqueUsers: 0, tests: 0 });

/** Makes the figures of a period of what is kept and of what has not been counted. */
export function tellStatistics(period: Period, places: Places, rows: StatisticsRows): Statistics {
  const sheet: Sheet = { places, period: nothing(), before: nothing(), buckets: period.buckets.map(nothing) };
  for (const row of rows.counts) addCount(sheet, row);
  for (const row of rows.people) addPeople(sheet, row);
  for (const delta of rows.deltas) addDelta(sheet, delta);
  // Nothing is kept of who the one person of a pairing, or of a portal key, is.
  if (rows.ofOne) {
    for (const tally of [sheet.period, sheet.before, ...sheet.buckets]) tally.uniqueUsers = Math.min(1, tally.entries);
  }
  return {
    period,
    buckets: period.buckets.map((bucket, index) => ({ ...bucket, ...(sheet.buckets[index] ?? nothing()) })),
    total: sheet.period,
    totalBefore: sheet.before,
    refusals: refusalsOf(places, rows.counts),
    countedAt: rows.countedAt,
  };
}

function addCount({ places, buckets, ...sheet }: Sheet, row: CountRow): void {
  const place = places.days.get(row.day);
  if (!place) return;
  addTo(sheet[place.stretch], row, row.count);
  addTo(buckets[place.bucket ?? -1], row, row.count);
  if (row.hour !== undefined) addTo(buckets[place.hourBuckets.get(row.hour) ?? -1], row, row.count);
  for (const [hour, n] of (row.hours ?? []).entries()) addTo(buckets[place.hourBuckets.get(hour) ?? -1], row, n);
}

function addTo(tally: Tally | undefined, { protocol, kind, outcome, test }: CountRow, n: number): void {
  if (!tally) return;
  const entered = kind === "login" && outcome === "accepted";
  if (test) {
    if (entered) tally.tests += n;
  } else if (outcome === "refused") tally.refused += n;
  else if (kind === "launch") tally.launches += n;
  else {
    tally.entries += n;
    if (hasFirstHalf.includes(protocol)) tally.followed += n;
  }
}

/** A person opens the catalogue, or obtains an access token, before they log in by these. */
const hasFirstHalf: readonly LoginProtocol[] = ["launch-token", "paired-launch"];

function addPeople({ places, buckets, ...sheet }: Sheet, row: PeopleRow): void {
  const place = places.days.get(row.day);
  if (!place) return;
  sheet[place.stretch].uniqueUsers += row.users - row.again_in_stretch;
  const bucket = buckets[place.bucket ?? -1];
  if (bucket) bucket.uniqueUsers += row.users - row.again_in_bucket;
  for (const [hour, n] of (row.hours ?? []).entries()) addPeopleOfHour(buckets[place.hourBuckets.get(hour) ?? -1], n);
}

function addDelta({ places, buckets, ...sheet }: Sheet, { day, what, place: at, n }: PeopleDelta): void {
  const place = places.days.get(day);
  if (!place) return;
  if (what === "hours") {
    addPeopleOfHour(buckets[place.hourBuckets.get(at) ?? -1], n);
    return;
  }
  const sign = what === "users" ? n : -n;
  if (what === "users" || at <= day - place.first) sheet[place.stretch].uniqueUsers += sign;
  const bucket = buckets[place.bucket ?? -1];
  if (bucket && (what === "users" || at <= day - place.bucketFirst)) bucket.uniqueUsers += sign;
}

function addPeopleOfHour(tally: Tally | undefined, n: number): void {
  if (tally) tally.uniqueUsers += n;
}

function refusalsOf(places: Places, counts: readonly CountRow[]): RefusalCount[] {
  const refusals = new Map<string, RefusalCount>();
  for (const { day, protocol, kind, outcome, reason, test, count } of counts) {
    if (test || outcome !== "refused" || places.days.get(day)?.stretch !== "period") continue;
    const key = `${protocol} ${kind} ${reason}`;
    refusals.set(key, { protocol, kind, reason, count: count + (refusals.get(key)?.count ?? 0) });
  }
  return [...refusals.entries()].sort(([x, a], [y, b]) => b.count - a.count || (x < y ? -1 : 1)).map(([, refusal]) => refusal);
}
