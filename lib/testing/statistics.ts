import { type LocalCalendar, localCalendar, type LocalDay, type ZoneInForce } from "../core/local-calendar";
import type { LoginProtocol } from "../events/login-event";
import { newId, NIL_ID } from "../id";
import { type Bucket, type BucketSize, type Figures, type Period, rollUpOnce, type StatisticsScope } from "../statistics";
import { testPool } from "./database";

/** A login event, as far as statistics look at it. */
export type CountedEvent = {
  readonly partnerId: string;
  readonly atMs: number;
  readonly kind: "launch" | "login";
  readonly protocol: LoginProtocol;
  readonly reason: string;
  readonly test: boolean;
  readonly subjectId: string | null;
  readonly endUserId: string | null;
};

/** Writes events, in one statement and so in one transaction, like each protocol writes its own. */
export async function insertEvents(
  events: readonly CountedEvent[],
  db: Pick<ReturnType<typeof testPool>, "query"> = testPool(),
): Promise<void> {
  const column = <Value>(of: (event: CountedEvent) => Value) => events.map(of);
  const ofApp = ({ protocol }: CountedEvent) => protocol === "launch-token";
  const obtains = ({ protocol, kind }: CountedEvent) => protocol === "paired-launch" && kind === "launch";
  await db.query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, credential_id, end_user_id, request_id, detail)
     SELECT partner_id, to_timestamp(at_ms / 1000), id, kind::login_event_kind, protocol::login_protocol,
            (CASE reason WHEN 'accepted' THEN 'accepted' ELSE 'refused' END)::login_outcome, reason, test, app_id, credential_id, end_user_id, id, detail::jsonb
       FROM unnest($1::uuid[], $2::float8[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::uuid[], $9::uuid[], $10::uuid[], $11::text[])
         AS e(partner_id, at_ms, id, kind, protocol, reason, test, app_id, credential_id, end_user_id, detail)`,
    [
      column(({ partnerId }) => partnerId),
      column(({ atMs }) => atMs),
      column(() => newId()),
      column(({ kind }) => kind),
      column(({ protocol }) => protocol),
      column(({ reason }) => reason),
      column(({ test }) => test),
      column((event) => (ofApp(event) ? event.subjectId : null)),
      column((event) => (ofApp(event) || obtains(event) ? null : event.subjectId)),
      column(({ endUserId }) => endUserId),
      column((event) => (obtains(event) && event.subjectId ? JSON.stringify({ pairingId: event.subjectId }) : null)),
    ],
  );
}

/** A period of whole days. @param lastMs an instant of its last day */
export function periodOf(history: readonly ZoneInForce[], firstMs: number, lastMs: number, by: BucketSize): Period {
  const calendar = localCalendar(history);
  const days = calendar.daysBetween(calendar.dayAt(firstMs).startMs, calendar.dayAt(lastMs).endMs);
  const startMs = days[0]?.startMs ?? 0;
  const before = calendar.daysBetween(calendar.dayAt(startMs - days.length * 86_400_000).startMs, startMs);
  return {
    by,
    days,
    startMs,
    endMs: days.at(-1)?.endMs ?? 0,
    buckets: by === "hour" ? days.flatMap((day) => hoursOf(calendar, day)) : cut(days, by),
    before: { days: before, startMs: before[0]?.startMs ?? startMs, endMs: startMs },
  };
}

function hoursOf(calendar: LocalCalendar, day: LocalDay): Bucket[] {
  return calendar.hoursOf(day).map((stretch, hour) => ({ ...stretch, hour, days: [day] }));
}

function cut(days: readonly LocalDay[], by: BucketSize): Bucket[] {
  const groups = new Map<string, [LocalDay, ...LocalDay[]]>();
  for (const day of days) {
    // A week, for tests: seven dates from 1970 on.
    const week = String(Math.floor(Date.parse(day.countedAs) / 604_800_000));
    const key = { hour: "", day: String(day.number), week, month: day.countedAs.slice(0, 7) }[by];
    const group = groups.get(key);
    if (group) group.push(day);
    else groups.set(key, [day]);
  }
  return [...groups.values()].map((group) => ({ days: group, startMs: group[0].startMs, endMs: group.at(-1)?.endMs ?? 0 }));
}

/** The same figures by counting every event, as nobody would with ten million of them: the measure of what is kept. */
export function countOneByOne(events: readonly CountedEvent[], scope: StatisticsScope, startMs: number, endMs: number): Figures {
  const counted = events.filter(
    (event) =>
      (scope.partnerId === NIL_ID || event.partnerId === scope.partnerId) &&
      (scope.protocol === undefined || event.protocol === scope.protocol) &&
      (scope.subjectId === undefined || event.subjectId === scope.subjectId) &&
      event.atMs >= startMs &&
      event.atMs < endMs,
  );
  const real = counted.filter(({ test }) => !test);
  const accepted = real.filter(({ reason }) => reason === "accepted");
  const entries = accepted.filter(({ kind }) => kind === "login");
  return {
    launches: accepted.length - entries.length,
    followed: entries.filter(({ protocol }) => protocol === "launch-token" || protocol === "paired-launch").length,
    entries: entries.length,
    refused: real.length - accepted.length,
    uniqueUsers: new Set(entries.flatMap(({ endUserId }) => endUserId ?? [])).size,
    tests: counted.filter(({ test, kind, reason }) => test && kind === "login" && reason === "accepted").length,
  };
}

/** An accepted login into an app. */
export function aLogin(partnerId: string, at: string, rest: Partial<CountedEvent> = {}): CountedEvent {
  return {
    partnerId,
    atMs: Date.parse(at),
    kind: "login",
    protocol: "launch-token",
    reason: "accepted",
    test: false,
    subjectId: null,
    endUserId: newId(),
    ...rest,
  };
}

/** Counts until nothing is left. Transactions of other test files, in other databases, can hold it up for a moment. */
export async function countEverything(): Promise<number> {
  let events = 0;
  for (const untilMs = performance.now() + 20_000; performance.now() < untilMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    events += await rollUpOnce();
    const { rowCount } = await testPool().query(
      "SELECT FROM login_events e, statistic_progress p WHERE e.xact >= p.xact AND e.at > p.since LIMIT 1",
    );
    if (rowCount === 0) return events;
  }
  throw new Error("some transaction does not end");
}
