import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { done, refused } from "@/bin/testing/run-inside";
import { contentHash } from "@/lib/crypto/content-hash";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { anApp, anEndUser, aPartner } from "@/lib/testing/fixtures";
import { sold } from "@/lib/testing/sold";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("payoff statement, close, pay: what the pages tell, with the hash of the file", async () => {
  const partner = await aPartner({ name: "Payee", timeZone: "Asia/Kathmandu" });
  const app = await anApp(partner.id, { name: "Paid", price: { minor: 499, currency: "EUR" } });
  const endUserId = (await anEndUser()).id;
  await sold({ partnerId: partner.id, appId: app.id, endUserId, at: "2025-10-10T00:00:00Z" });
  await sold({ partnerId: partner.id, appId: app.id, endUserId, at: "2025-10-11T00:00:00Z", minor: 800, currency: "JPY" });
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "latchkey-payoff-")), "statement.csv");
  const asked = ["--partner", partner.slug, "--month", "2025-10"];
  expect(await refused("payoff", "pay", ...asked, "--date", "2025-11-30", "--reference", "T")).toBe("month_not_closed");
  expect(await done("payoff", "statement", ...asked, "--csv", file)).toMatchObject({
    month: "2025-10",
    state: "accruing",
    zone: "Asia/Kathmandu",
    from: "2025-09-30T18:15:00.000Z",
    to: "2025-10-31T18:15:00.000Z",
    totals: { EUR: 349, JPY: 560 },
    lines: [
      {
        appId: app.id,
        app: app.slug,
        currency: "EUR",
        shareBasisPoints: 7000,
        sales: 1,
        netMinor: 499,
        shareExact: "349.3",
        shareMinor: 349,
      },
      { currency: "JPY", netMinor: 800, shareMinor: 560 },
    ],
    sha256: contentHash(readFileSync(file)).toString("hex"),
  });
  const closed = await done("payoff", "close", ...asked);
  expect(closed).toMatchObject({ month: "2025-10", totals: { EUR: 349, JPY: 560 } });
  expect(await refused("payoff", "close", ...asked)).toBe("month_closed");
  expect(await done("payoff", "statement", ...asked, "--csv", file)).toMatchObject({ state: "closed", sha256: closed.sha256 });
  expect(contentHash(readFileSync(file)).toString("hex")).toBe(closed.sha256);
  const pays = ["payoff", "pay", ...asked, "--date", "2025-11-30", "--reference"];
  expect(await done(...pays, "T-1")).toEqual({ status: "paid" });
  expect(await refused(...pays, "T-2")).toBe("month_paid");
  expect(await done(...pays, "T-2", "--correct")).toEqual({ status: "paid" });
  expect(await done("payoff", "statement", ...asked)).toMatchObject({ state: "paid", paidOn: "2025-11-30", reference: "T-2" });
  expect(await refused("payoff", "statement", "--partner", partner.slug, "--month", "2025-13")).toBe("month_malformed");
  expect(await refused("payoff", "statement", "--partner", partner.slug, "--month", "9999-01")).toBe("month_ahead");
  expect(await refused("payoff", "statement", "--partner", partner.slug, "--month", "1999-01")).toBe("month_before");
  expect(await refused("payoff", "close", "--partner", partner.slug, "--month", "2025-12")).toBe("month_empty");
});
