import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anApp, anEndUser, aPartner } from "@/lib/testing/fixtures";
import { listed, refused, runInside } from "@/bin/testing/run-inside";
import { ensureEventPartitions } from "@/lib/events/event-partitions";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await ensureEventPartitions(testPool(), new Date("2026-09-01T00:00:00Z"), 4);
});
afterAll(() => database.drop());

type Happened = { at: string; kind?: "launch" | "login"; outcome?: "accepted" | "refused"; test?: boolean; user?: string; app?: string };
async function happened(partnerId: string, events: readonly Happened[]): Promise<void> {
  for (const { at, kind = "login", outcome = "accepted", test: isTest = false, user = newId(), app = null } of events) {
    await testPool().query(
      `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, app_id, end_user_id, request_id)
       VALUES ($1, $2, $3, $4::login_event_kind, 'launch-token', $5::login_outcome, $10, $6, $7, $8, $9)`,
      [partnerId, at, newId(), kind, outcome, isTest, app, user, newId(), outcome],
    );
  }
}
async function sold(
  partnerId: string,
  appId: string,
  minor: number,
  currency: string,
  startsAt: string,
  refundedAt: string | null = null,
): Promise<void> {
  const { id } = await anEndUser();
  await testPool().query(
    `INSERT INTO purchases (partner_id, id, app_id, end_user_id, state, price_minor, currency, starts_at, revoked_at, refunded_at)
     VALUES ($1, $2, $3, $4, CASE WHEN $8::timestamptz IS NULL THEN 'confirmed' ELSE 'refunded' END::purchase_state, $5, $6, $7, $8, $8)`,
    [partnerId, newId(), appId, id, minor, currency, startsAt, refundedAt],
  );
}
const row = (bucket: string, figures: object = {}) => ({
  bucket,
  launches: 0,
  redemptions: 0,
  uniqueUsers: 0,
  refused: 0,
  amounts: {},
  ...figures,
});
const stats = (...flags: string[]) => listed("stats", ...flags);
const refusedStats = (...flags: string[]) => refused("stats", ...flags);

test("stats tells every local day of the range, also the empty ones, with what was sold less what was refunded", async () => {
  const { id } = await aPartner({ timeZone: "Asia/Kathmandu" });
  const app = (await anApp(id)).id;
  const user = newId();
  // Midnight in Kathmandu is 18:15 UTC.
  await happened(id, [
    { at: "2026-10-01T18:14:59Z", user },
    { at: "2026-10-01T18:15:00Z", user },
    { at: "2026-10-02T10:00:00Z", user, app },
    { at: "2026-10-02T10:00:00Z", kind: "launch", user, app },
    { at: "2026-10-02T10:00:00Z", outcome: "refused" },
    { at: "2026-10-02T10:00:00Z", test: true },
  ]);
  await sold(id, app, 499, "EUR", "2026-10-01T18:15:00Z");
  await sold(id, app, 700, "USD", "2026-10-02T01:00:00Z", "2026-10-03T18:14:59Z");
  const asked = ["--partner", id, "--from", "2026-10-01", "--to", "2026-10-04"];
  expect(await stats(...asked)).toEqual([
    row("2026-10-01", { redemptions: 1, uniqueUsers: 1 }),
    row("2026-10-02", { launches: 1, redemptions: 2, uniqueUsers: 1, refused: 1, amounts: { EUR: 499, USD: 700 } }),
    row("2026-10-03", { amounts: { USD: -700 } }),
    row("2026-10-04"),
  ]);
  expect(await stats(...asked, "--by", "month")).toEqual([
    row("2026-10", { launches: 1, redemptions: 3, uniqueUsers: 1, refused: 1, amounts: { EUR: 499, USD: 0 } }),
  ]);
  expect((await stats(...asked, "--app", app))[1]).toEqual(
    row("2026-10-02", { launches: 1, redemptions: 1, uniqueUsers: 1, amounts: { EUR: 499, USD: 700 } }),
  );
});

test("by hour each row begins by the zone's clocks, with its offset, on a day of 25 hours too", async () => {
  const { id } = await aPartner({ timeZone: "Europe/Warsaw" });
  await happened(id, [{ at: "2026-10-25T00:30:00Z" }, { at: "2026-10-25T01:30:00Z" }]);
  const rows = await stats("--partner", id, "--from", "2026-10-25", "--to", "2026-10-25", "--by", "hour");
  expect(rows).toHaveLength(25);
  expect(rows.slice(2, 4)).toEqual([
    row("2026-10-25T02:00:00+02:00", { redemptions: 1, uniqueUsers: 1 }),
    row("2026-10-25T02:00:00+01:00", { redemptions: 1, uniqueUsers: 1 }),
  ]);
});

test("what cannot be counted is refused by a code and a sentence", async () => {
  const [{ id }, other] = [await aPartner(), await aPartner()];
  const foreign = (await anApp(other.id)).id;
  const asked = (from: string, to: string, ...more: string[]) => refusedStats("--partner", id, "--from", from, "--to", to, ...more);
  expect(await asked("2026-10-02", "2026-10-01")).toBe("range_reversed");
  expect(await asked("2026-02-30", "2026-03-01")).toBe("date_malformed");
  expect(await asked("9998-01-01", "9998-01-02")).toBe("range_in_future");
  expect(await asked("2000-01-01", "2026-01-01")).toBe("range_too_long");
  expect(await asked("2026-10-01", "2026-11-01", "--by", "hour")).toBe("hours_too_many");
  expect(await asked("2026-10-01", "2026-10-02", "--app", foreign)).toBe("app_unknown");
  expect(await refusedStats("--partner", newId(), "--from", "2026-10-01", "--to", "2026-10-01")).toBe("partner_unknown");
  const { code } = await runInside(["stats", "--partner", id]);
  expect(code, "without a range it is a mistake of usage").toBe(2);
});
