import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nextMidnight, startOfDay } from "../core/local-day";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { countRefusals, dayFigures } from "./day-figures";
import { ensureEventPartitions } from "./event-partitions";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await ensureEventPartitions(testPool(), new Date("2026-03-01T00:00:00Z"), 8);
});
afterAll(() => database.drop());

type Event = { at: string; kind?: string; outcome?: string; reason?: string; test?: boolean; user?: string };

async function happened(partnerId: string, events: readonly Event[]): Promise<void> {
  for (const { at, kind = "login", outcome = "accepted", reason = outcome, test = false, user = newId() } of events) {
    await testPool().query(
      `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, end_user_id, request_id)
       VALUES ($1, $2, $3, $4::login_event_kind, 'launch-token', $5::login_outcome, $6, $7, $8, $9)`,
      [partnerId, at, newId(), kind, outcome, reason, test, user, newId()],
    );
  }
}

function figuresOf(partnerId: string, zone: string, now: string) {
  const nowMs = Date.parse(now);
  return dayFigures(partnerId, new Date(startOfDay(zone, nowMs)), new Date(nextMidnight(zone, nowMs)));
}

describe.each([
  // The first and last instant of the day, and their neighbours outside of it.
  ["23 hours", "Europe/Warsaw", "2026-03-28T23:00:00.000Z", "2026-03-29T21:59:59.999Z"],
  ["25 hours", "Europe/Warsaw", "2026-10-24T22:00:00.000Z", "2026-10-25T22:59:59.999Z"],
  ["24 hours at three quarters", "Asia/Kathmandu", "2026-06-09T18:15:00.000Z", "2026-06-10T18:14:59.999Z"],
  ["a skipped midnight", "America/Santiago", "2026-09-06T04:00:00.000Z", "2026-09-07T02:59:59.999Z"],
])("on a day of %s", (_what, zone, first, last) => {
  test("everything of that day is counted, and nothing of its neighbours", async () => {
    const partner = newId();
    const before = new Date(Date.parse(first) - 1).toISOString();
    const after = new Date(Date.parse(last) + 1).toISOString();
    await happened(
      partner,
      [before, first, last, after].map((at) => ({ at })),
    );
    for (const now of [first, last]) expect(await figuresOf(partner, zone, now)).toMatchObject({ redemptions: 2, users: 2 });
    expect(await figuresOf(partner, zone, before)).toMatchObject({ redemptions: 1 });
    expect(await figuresOf(partner, zone, after)).toMatchObject({ redemptions: 1 });
  });
});

test("each attempt counts where it belongs, a person once, tests and other partners nowhere", async () => {
  const [partner, other, user] = [newId(), newId(), newId()];
  const at = "2026-06-10T12:00:00Z";
  await happened(partner, [
    { at, kind: "launch", user },
    { at, user },
    { at, user },
    { at },
    { at, outcome: "refused", reason: "token_used" },
    { at, kind: "launch", outcome: "refused", reason: "access_missing" },
    { at, kind: "launch", test: true },
    { at, test: true },
    { at, test: true, outcome: "refused", reason: "token_expired" },
  ]);
  await happened(other, [{ at }, { at, outcome: "refused", reason: "token_used" }]);
  expect(await figuresOf(partner, "UTC", at)).toEqual({ launches: 1, redemptions: 3, refused: 2, users: 2, tests: 1 });
  expect(await figuresOf(newId(), "UTC", at)).toEqual({ launches: 0, redemptions: 0, refused: 0, users: 0, tests: 0 });
});

test("refusals are counted by reason since an instant, the most frequent first, tests included", async () => {
  const partner = newId();
  const at = "2026-06-10T12:00:00Z";
  await happened(partner, [
    { at: "2026-06-09T11:59:59Z", outcome: "refused", reason: "token_unknown" },
    { at, outcome: "refused", reason: "token_used" },
    { at, outcome: "refused", reason: "token_expired", test: true },
    { at, outcome: "refused", reason: "token_expired" },
    { at, kind: "launch", outcome: "refused", reason: "access_missing" },
    { at },
  ]);
  expect(await countRefusals(partner, new Date("2026-06-09T12:00:00Z"))).toEqual([
    { reason: "token_expired", count: 2 },
    { reason: "token_used", count: 1 },
  ]);
});
