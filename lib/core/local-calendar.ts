import { Temporal } from "temporal-polyfill";

/** From an instant on, this zone counts. */
export type ZoneInForce = {
  /** epoch milliseconds; a whole quarter of an hour, and as a rule a midnight of the zone before */
  readonly fromMs: number;
  /** IANA name, already validated */
  readonly zone: string;
};

/** A stretch of time, in epoch milliseconds. */
export type Stretch = {
  /** inclusive */
  readonly startMs: number;
  /** exclusive */
  readonly endMs: number;
};

/** One day as people of the zone in force live it: 23, 24, 24.5 or 25 hours, or less where a change of zone cuts it. */
export type LocalDay = Stretch & {
  /** Counts the days of one calendar: a later day has a higher number. A date that a zone skips leaves a gap. */
  readonly number: number;
  /** `YYYY-MM-DD` in the zone in force; after a change of zone to the west the same date can come twice */
  readonly date: string;
  /** The date by which the day belongs to a week and a month: never before that of an earlier day, so that those are stretches too. */
  readonly countedAs: string;
  readonly zone: string;
  /** a change of zone cut it: it has no whole day of its zone */
  readonly cut: boolean;
};

/**
 * The days of somebody whose time zone may change: one after another, without a gap and without an overlap. The one place
 * where instants become days, hours and months; what asks the database binds these instants (decision 0012).
 */
export type LocalCalendar = {
  /** The day that holds an instant. @param ms epoch milliseconds */
  readonly dayAt: (ms: number) => LocalDay;
  /** Every day that has a part between two instants, in order. @param endMs exclusive */
  readonly daysBetween: (startMs: number, endMs: number) => LocalDay[];
  /** The hours of a day as its clocks show them: each begins where they show a whole hour, or are changed. */
  readonly hoursOf: (day: LocalDay) => Stretch[];
  /** The first instant of a date, `YYYY-MM-DD`; of one that is skipped, of the day after it. */
  readonly startOf: (date: string) => number;
  /** A month, `YYYY-MM`, as a stretch; and the stretches of each zone in it, more than one where the zone changed. */
  readonly month: (month: string) => Stretch & { readonly parts: readonly (Stretch & { readonly zone: string })[] };
};

type Segment = Stretch & {
  readonly zone: string;
  /** added to the days since 1970 to get the number of a day */
  readonly shift: number;
  /** the latest date of the segments before; empty: there is none */
  readonly floor: string;
};

/**
 * The calendar of a history of zones.
 * @param history at least one zone, in the order of time; the first one counts for all time before it too
 */
export function localCalendar(history: readonly ZoneInForce[]): LocalCalendar {
  const segments = toSegments(history);
  // Temporal takes its time: a day is worked out once. By days of UTC, each of which has parts of few local ones.
  const known = new Map<number, LocalDay[]>();
  const dayAt = (ms: number): LocalDay => {
    const near = known.get(Math.floor(ms / DAY_MS));
    return near?.find(({ startMs, endMs }) => startMs <= ms && ms < endMs) ?? workOut(ms);
  };
  const workOut = (ms: number): LocalDay => {
    if (known.size >= MOST_KNOWN) known.clear();
    const day = dayIn(segmentAt(segments, ms), ms);
    for (let at = Math.floor(day.startMs / DAY_MS); at * DAY_MS < day.endMs; at += 1) known.set(at, [...(known.get(at) ?? []), day]);
    return day;
  };
  const daysBetween = (startMs: number, endMs: number): LocalDay[] => {
    const days: LocalDay[] = [];
    for (let at = startMs; at < endMs; at = days.at(-1)?.endMs ?? endMs) days.push(dayAt(at));
    return days;
  };
  const month = (name: string) => {
    const first = Temporal.PlainYearMonth.from(name).toPlainDate({ day: 1 });
    const startMs = startOfCounting(segments, first.toString());
    const endMs = startOfCounting(segments, first.add({ months: 1 }).toString());
    const parts = segments
      .map((segment) => ({
        zone: segment.zone,
        startMs: Math.max(startMs, segment.startMs),
        endMs: Math.min(endMs, segment.endMs),
      }))
      .filter((part) => part.startMs < part.endMs);
    return { startMs, endMs, parts };
  };
  const startOf = (date: string) => startOfCounting(segments, date);
  return { dayAt, daysBetween, hoursOf, startOf, month };
}

function toSegments(history: readonly ZoneInForce[]): Segment[] {
  const segments: Segment[] = [];
  for (const [index, { fromMs, zone }] of history.entries()) {
    const before = segments.at(-1);
    const startMs = before === undefined ? Number.NEGATIVE_INFINITY : fromMs;
    const lastDay = before && dayIn(before, fromMs - 1);
    segments.push({
      zone,
      startMs,
      endMs: history[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY,
      shift: lastDay === undefined ? 0 : Math.max(before?.shift ?? 0, lastDay.number + 1 - daysSince1970(dateAt(zone, fromMs))),
      floor: lastDay?.countedAs ?? "",
    });
  }
  return segments;
}

function segmentAt(segments: readonly Segment[], ms: number): Segment {
  const found = segments.findLast(({ startMs }) => startMs <= ms);
  if (found === undefined) throw new Error("a calendar needs a zone");
  return found;
}

function dayIn(segment: Segment, ms: number): LocalDay {
  const { zone, shift, floor } = segment;
  const date = dateAt(zone, ms);
  const [startMs, endMs] = [startOfDate(zone, date), startOfDate(zone, dateAfter(date))];
  return {
    number: daysSince1970(date) + shift,
    date,
    countedAs: date > floor ? date : floor,
    zone,
    cut: startMs < segment.startMs || endMs > segment.endMs,
    startMs: Math.max(startMs, segment.startMs),
    endMs: Math.min(endMs, segment.endMs),
  };
}

/** The first instant whose day is counted as `date`, or as a later one. */
function startOfCounting(segments: readonly Segment[], date: string): number {
  for (const { zone, startMs, endMs } of segments) {
    const start = startOfDate(zone, date);
    if (start < endMs) return Math.max(start, startMs);
  }
  throw new Error("a calendar has no end");
}

const knownHours = new WeakMap<LocalDay, Stretch[]>();

function hoursOf(day: LocalDay): Stretch[] {
  const known = knownHours.get(day);
  if (known !== undefined) return known;
  const hours: Stretch[] = [];
  for (const { startMs, endMs } of betweenClockChanges(day)) {
    const offsetMs = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(day.zone).offsetNanoseconds / 1e6;
    for (let at = startMs; at < endMs;) {
      const next = Math.min(endMs, (Math.floor((at + offsetMs) / HOUR_MS) + 1) * HOUR_MS - offsetMs);
      hours.push({ startMs: at, endMs: next });
      at = next;
    }
  }
  knownHours.set(day, hours);
  return hours;
}

function betweenClockChanges({ zone, startMs, endMs }: LocalDay): Stretch[] {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const first = at(startMs);
  // No zone has ever changed its clocks twice within a day: the same offset at both ends is a day without a change.
  if (first.offsetNanoseconds === at(endMs - 1).offsetNanoseconds) return [{ startMs, endMs }];
  const changeMs = first.getTimeZoneTransition("next")?.epochMilliseconds ?? endMs;
  return [
    { startMs, endMs: changeMs },
    { startMs: changeMs, endMs },
  ];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

function daysSince1970(date: string): number {
  return Date.parse(date) / DAY_MS;
}

function dateAfter(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

function dateAt(zone: string, ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
}

// A page asks for the same hundred midnights again and again.
const knownStarts = new Map<string, number>();
const MOST_KNOWN = 200_000;

/** The first instant of a date in a zone; of one that the zone skips, the first of the next. */
function startOfDate(zone: string, date: string): number {
  const key = `${date} ${zone}`;
  const known = knownStarts.get(key);
  if (known !== undefined) return known;
  const startMs = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
  if (knownStarts.size >= MOST_KNOWN) knownStarts.clear();
  knownStarts.set(key, startMs);
  return startMs;
}
