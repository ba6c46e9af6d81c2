import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { buyApp } from "../purchases";
import { setClock } from "../clock";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anEndUser, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { keepShare, partnerSummary, scheduleShare, shareChange } from ".";

let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());

function at(instant: string): void {
  restoreClock = setClock(() => Date.parse(instant));
}

async function shareOf(id: string) {
  const summary = await partnerSummary(id);
  return {
    now: summary?.shareBasisPoints,
    next: summary?.scheduledShare && `${summary.scheduledShare.basisPoints} ${summary.scheduledShare.from.toISOString()}`,
  };
}

test("a new share counts from the beginning of the chosen day in the partner's zone, to the millisecond", async () => {
  const { id } = await aPartner({ timeZone: "Asia/Kathmandu" });
  at("2026-06-10T09:00:00Z");
  granted(await scheduleShare(id, { basisPoints: 6250, from: "2026-07-01" }, someone));
  at("2026-06-30T18:14:59.999Z");
  expect(await shareOf(id)).toEqual({ now: 7000, next: "6250 2026-06-30T18:15:00.000Z" });
  at("2026-06-30T18:15:00.000Z");
  expect(await shareOf(id)).toEqual({ now: 6250, next: null });
});

test("a change never reaches back: today has begun already", async () => {
  const { id } = await aPartner({ timeZone: "Asia/Kathmandu" });
  at("2026-06-10T09:00:00Z");
  for (const from of ["2026-06-10", "2026-06-09", "1970-01-01"]) {
    expect(await scheduleShare(id, { basisPoints: 1, from }, someone)).toEqual({ ok: false, reason: "share_in_the_past" });
  }
  expect(await shareOf(id)).toEqual({ now: 7000, next: null });
});

test("a later choice replaces the first; it can be taken back; each is told with before and after", async () => {
  const { id } = await aPartner();
  at("2026-06-10T09:00:00Z");
  granted(await scheduleShare(id, { basisPoints: 6000, from: "2026-07-01" }, someone));
  granted(await scheduleShare(id, { basisPoints: 6500, from: "2026-08-01" }, someone));
  expect((await shareOf(id)).next).toBe("6500 2026-08-01T00:00:00.000Z");
  granted(await keepShare(id, someone));
  granted(await keepShare(id, someone));
  expect(await shareOf(id)).toEqual({ now: 7000, next: null });
  const told = (await auditOf(id)).filter(({ action }) => action === "partner.share_scheduled").map(({ after }) => after);
  expect(told).toEqual([
    { shareBasisPoints: 6000, from: "2026-07-01T00:00:00.000Z" },
    { shareBasisPoints: 6500, from: "2026-08-01T00:00:00.000Z" },
    { shareBasisPoints: 7000, from: null },
  ]);
});

test("a purchase is sold with the share in force, not with one to come, and keeps it", async () => {
  const { id } = await aPartner();
  const price = { minor: 499, currency: "EUR", period: "month" } as const;
  const app = await anApp(id, { price });
  await testPool().query("INSERT INTO partner_shares VALUES ($1, now() - interval '1 day', 4000), ($1, now() + interval '1 day', 1)", [id]);
  const { purchaseId } = granted(await buyApp({ appId: app.id, endUserId: (await anEndUser()).id, seen: price }, someone));
  const { rows } = await testPool().query("SELECT share_basis_points AS share FROM purchases WHERE id = $1", [purchaseId]);
  expect(rows).toEqual([{ share: 4000 }]);
});

test("a share is typed as people write percent, with a point or a comma", () => {
  const read = (share: string) => shareChange.safeParse({ share, from: "2026-07-01" }).data?.share;
  expect(["62.5", "62,55", " 0 ", "100"].map(read)).toEqual([62.5, 62.55, 0, 100]);
  expect(["", "-1", "100.01", "62.555", "1e1", "x", "70 %"].map(read)).toEqual(Array(7).fill(undefined));
  expect(shareChange.safeParse({ share: "70", from: "2026-02-30" }).success).toBe(false);
});
