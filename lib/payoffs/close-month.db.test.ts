import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { setClock } from "../clock";
import { contentHash } from "../crypto/content-hash";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anEndUser, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { sold } from "../testing/sold";
import { closeMonth, correctPayment, findStatement, listMonths, payStatement } from ".";

let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());
const at = (instant: string) => void (restoreClock = setClock(() => Date.parse(instant)));

async function aSeller(timeZone = "Asia/Kathmandu") {
  const partner = await aPartner({ timeZone });
  const app = await anApp(partner.id, { price: { minor: 499, currency: "EUR" } });
  const endUserId = (await anEndUser()).id;
  const calendar = () => partnerCalendar(partner.id);
  return {
    partnerId: partner.id,
    appId: app.id,
    sells: (sale: Omit<Parameters<typeof sold>[0], "partnerId" | "appId" | "endUserId">) =>
      sold({ partnerId: partner.id, appId: app.id, endUserId, ...sale }),
    statement: async (month: string) => findStatement(partner.id, month, await calendar()),
    closes: async (month: string) => closeMonth(partner.id, month, await calendar(), someone),
    months: async () => listMonths(partner.id, await calendar()),
    pays: async (month: string, on: string, reference = "T-1") =>
      payStatement(partner.id, month, { on, reference }, await calendar(), someone),
    corrects: async (month: string, on: string, reference = "T-1") =>
      correctPayment(partner.id, month, { on, reference }, await calendar(), someone),
  };
}

test("a month holds what was confirmed or refunded in it, by the partner's clocks; what is free or waits never counts", async () => {
  at("2026-11-20T00:00:00Z");
  const seller = await aSeller();
  await seller.sells({ at: "2026-09-30T18:14:59.999Z" });
  const first = await seller.sells({ at: "2026-09-30T18:15:00Z", refundedAt: "2026-10-31T18:15:00Z" });
  await seller.sells({ at: "2026-10-31T18:14:59.999Z", minor: 1000, currency: "JPY", shareBasisPoints: 6250 });
  await seller.sells({ at: "2026-10-10T00:00:00Z", minor: 0 });
  const statement = granted(await seller.statement("2026-10"));
  expect(statement).toMatchObject({
    state: "accruing",
    zone: "Asia/Kathmandu",
    from: new Date("2026-09-30T18:15:00Z"),
    to: new Date("2026-10-31T18:15:00Z"),
    closableFrom: new Date("2026-11-01T18:15:00Z"),
    lines: [
      { currency: "EUR", sales: 1, refunds: 0, netMinor: 499, shareExact: "349.3", shareMinor: 349 },
      { currency: "JPY", sales: 1, refunds: 0, netMinor: 1000, shareExact: "625", shareMinor: 625 },
    ],
  });
  expect(statement.totals.map(({ currency, shareMinor }) => [currency, shareMinor])).toEqual([["EUR", 349], ["JPY", 625]]); // prettier-ignore
  expect(granted(await seller.statement("2026-11")).entries).toMatchObject([{ purchaseId: first, kind: "refund", amountMinor: -499 }]);
  expect((await seller.months()).map(({ month }) => month)).toEqual(["2026-11", "2026-10", "2026-09"]);
});

test("there is no statement of what is no month, of the future, or of a time before the partner", async () => {
  const seller = await aSeller();
  const refused = async (month: string) => (await seller.statement(month)) as unknown;
  const refusal = (reason: string) => ({ ok: false, reason });
  for (const month of ["2026-13", "", "2026-1", "x", "2026-10-01"]) expect(await refused(month)).toEqual(refusal("month_malformed"));
  expect(await refused("9999-12")).toEqual(refusal("month_ahead"));
  expect(await refused("2001-01")).toEqual(refusal("month_before"));
  await seller.sells({ at: "2001-01-15T00:00:00Z" });
  expect(granted(await seller.statement("2001-01")).lines).toHaveLength(1);
});

describe("closing", () => {
  test("waits for 24 hours after the end, goes in order, and passes over months in which nothing happened", async () => {
    const seller = await aSeller("UTC");
    at("2026-10-01T23:59:59Z");
    await seller.sells({ at: "2026-06-10T00:00:00Z" });
    await seller.sells({ at: "2026-09-10T00:00:00Z" });
    expect(await seller.closes("2026-09")).toEqual({ ok: false, reason: "month_not_over" });
    at("2026-10-02T00:00:00Z");
    expect(await seller.closes("2026-09")).toEqual({ ok: false, reason: "earlier_month_open" });
    expect(await seller.closes("2026-05")).toEqual({ ok: false, reason: "month_before" });
    granted(await seller.closes("2026-06"));
    expect(await seller.closes("2026-06")).toEqual({ ok: false, reason: "month_closed" });
    expect(await seller.closes("2026-07")).toEqual({ ok: false, reason: "month_empty" });
    granted(await seller.closes("2026-09"));
    expect((await seller.months()).map(({ month, state }) => [month, state])).toEqual([
      ["2026-10", "accruing"],
      ["2026-09", "closed"],
      ["2026-06", "closed"],
    ]);
    expect((await auditOf(seller.partnerId)).filter(({ action }) => action === "payoff.closed")).toHaveLength(2);
  });

  test("keeps the statement byte for byte, and its hash is that of the file", async () => {
    const seller = await aSeller();
    at("2026-10-20T00:00:00Z");
    await seller.sells({ at: "2026-10-10T00:00:00Z" });
    const before = granted(await seller.statement("2026-10"));
    at("2026-11-20T00:00:00Z");
    const { sha256 } = granted(await seller.closes("2026-10"));
    const closed = granted(await seller.statement("2026-10"));
    expect(closed).toMatchObject({
      state: "closed",
      sha256,
      lines: before.lines,
      totals: before.totals,
      entries: before.entries,
      parts: before.parts,
    });
    expect(contentHash(closed.csv).toString("hex")).toBe(sha256);
    expect(before.csv.toString()).toContain("provisional");
    await testPool().query("UPDATE app_revisions SET name = 'Renamed' WHERE app_id = $1", [seller.appId]);
    expect(granted(await seller.statement("2026-10"))).toMatchObject({ sha256, lines: [{ appName: "Shop" }] });
  });

  test("what comes too late, or is refunded, goes into the next statement, and says from which month", async () => {
    const seller = await aSeller("UTC");
    at("2026-11-20T00:00:00Z");
    const id = await seller.sells({ at: "2026-09-10T00:00:00Z" });
    granted(await seller.closes("2026-09"));
    const { sha256 } = granted(await seller.statement("2026-09"));
    await testPool().query(
      "UPDATE purchases SET state = 'refunded', refunded_at = '2026-10-05Z', revoked_at = '2026-10-05Z' WHERE id = $1",
      [id],
    );
    const late = await seller.sells({ at: "2026-09-11T00:00:00Z" });
    expect(granted(await seller.statement("2026-09")).sha256).toBe(sha256);
    const next = granted(await seller.statement("2026-10"));
    expect(next.entries.map(({ purchaseId, kind }) => [purchaseId, kind])).toEqual([[late, "sale"], [id, "refund"]]); // prettier-ignore
    granted(await seller.closes("2026-10"));
    const closed = granted(await seller.statement("2026-10"));
    expect(closed.entries).toEqual(next.entries);
    expect(closed.csv.toString()).toMatch(new RegExp(`sale,.*,${late},.*,2026-09\r\n`));
    expect(granted(await seller.statement("2026-11")).entries).toEqual([]);
  });

  test("a late entry of a month that was passed over is in one statement, not in two", async () => {
    const seller = await aSeller("UTC");
    at("2026-11-20T00:00:00Z");
    await seller.sells({ at: "2026-06-10T00:00:00Z" });
    await seller.sells({ at: "2026-09-10T00:00:00Z" });
    granted(await seller.closes("2026-06"));
    granted(await seller.closes("2026-09"));
    const late = await seller.sells({ at: "2026-08-10T00:00:00Z" });
    expect(granted(await seller.statement("2026-08")).entries).toEqual([]);
    expect(granted(await seller.statement("2026-10")).entries).toMatchObject([{ purchaseId: late }]);
  });

  test("by twenty at once makes one statement; the check without the lock and the keys would make several", async () => {
    const seller = await aSeller("UTC");
    at("2026-11-20T00:00:00Z");
    for (let day = 1; day <= 9; day += 1) await seller.sells({ at: `2026-09-0${day}T00:00:00Z` });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => seller.closes("2026-09")));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "month_closed")).toHaveLength(19);
    expect(granted(await seller.statement("2026-09")).entries).toHaveLength(9);
    // Negative control: find, then write, on a table that lets everybody in.
    const db = testPool();
    await db.query("CREATE TABLE closed_unguarded (partner_id uuid, month text)");
    const naive = async () => {
      const { rowCount } = await db.query("SELECT FROM closed_unguarded WHERE partner_id = $1", [seller.partnerId]);
      if (rowCount === 0) await db.query("INSERT INTO closed_unguarded VALUES ($1, '2026-09')", [seller.partnerId]);
    };
    await Promise.all(Array.from({ length: 20 }, naive));
    expect((await db.query("SELECT FROM closed_unguarded")).rowCount).toBeGreaterThan(1);
  });

  test("is for good: the database lets nobody change, add to or delete a closed statement, nor one entry of it", async () => {
    const seller = await aSeller("UTC");
    at("2026-11-20T00:00:00Z");
    await seller.sells({ at: "2026-09-10T00:00:00Z" });
    granted(await seller.closes("2026-09"));
    const before = granted(await seller.statement("2026-09"));
    const mine = `partner_id = '${seller.partnerId}'`;
    for (const statement of [
      `UPDATE payoff_statements SET document = '{}' WHERE ${mine}`,
      `UPDATE payoff_statements SET csv = 'x', sha256 = sha256('x') WHERE ${mine}`,
      `UPDATE payoff_statements SET paid_on = '2026-11-11', payment_reference = 'x', closed_at = now() WHERE ${mine}`,
      `UPDATE payoff_statements SET paid_on = NULL, payment_reference = NULL WHERE ${mine}`,
      `DELETE FROM payoff_statements WHERE ${mine}`,
      "TRUNCATE payoff_statements CASCADE",
      `UPDATE payoff_entries SET amount_minor = 1 WHERE ${mine}`,
      `DELETE FROM payoff_entries WHERE ${mine}`,
      "TRUNCATE payoff_entries",
      `INSERT INTO payoff_entries SELECT partner_id, gen_random_uuid(), kind, month, at, app_id, amount_minor, currency, share_basis_points FROM payoff_entries WHERE ${mine}`,
    ]) {
      await expect(testPool().query(statement), statement).rejects.toThrow("a closed statement is never changed");
    }
    await expect(testPool().query(`DELETE FROM partners WHERE id = '${seller.partnerId}'`)).rejects.toThrow();
    expect(granted(await seller.statement("2026-09"))).toEqual(before);
  });
});

describe("a payment", () => {
  test("is written down once, mended with both versions told, and changes neither file nor hash", async () => {
    const seller = await aSeller("UTC");
    at("2026-11-20T00:00:00Z");
    await seller.sells({ at: "2026-09-10T00:00:00Z" });
    expect(await seller.pays("2026-09", "2026-11-10")).toEqual({ ok: false, reason: "month_not_closed" });
    granted(await seller.closes("2026-09"));
    const { sha256 } = granted(await seller.statement("2026-09"));
    expect(await seller.corrects("2026-09", "2026-11-10")).toEqual({ ok: false, reason: "month_not_paid" });
    expect(await seller.pays("2026-09", "2026-11-21")).toEqual({ ok: false, reason: "payment_date" });
    expect(await seller.pays("2026-09", "2025-11-10")).toEqual({ ok: false, reason: "payment_date" });
    const outcomes = await Promise.all(["T-1", "T-2", "T-3"].map((reference) => seller.pays("2026-09", "2026-11-10", reference)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    granted(await seller.corrects("2026-09", "2026-11-11", "T-9"));
    expect(granted(await seller.statement("2026-09"))).toMatchObject({
      state: "paid",
      payment: { on: "2026-11-11", reference: "T-9" },
      sha256,
    });
    expect((await auditOf(seller.partnerId)).map(({ action }) => action).filter((action) => action.startsWith("payoff"))).toEqual([
      "payoff.closed",
      "payoff.paid",
      "payoff.payment_corrected",
    ]);
  });
});
