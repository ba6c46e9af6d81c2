import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PricePeriod } from "../core/price";
import { editApp, publishApp, suspendApp } from "../apps";
import { newId } from "../id";
import { createTestUser, suspendEndUser } from "../people";
import { launch } from "../protocols/launch-token";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anAppInput, anEndUser, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import {
  buyApp,
  cancelPurchase,
  confirmPurchase,
  getFreeAccess,
  grantAccess,
  lastPurchase,
  listAllPurchases,
  listPurchases,
  refundPurchase,
  rejectPurchase,
  revokeAccess,
} from ".";

let database: TestDatabase;
let partner: { id: string };
beforeAll(async () => {
  database = await testDatabase();
  partner = await aPartner({ timeZone: "Asia/Kathmandu" });
});
afterAll(() => database.drop());

const price = (period: PricePeriod = "month", minor = 499) => ({ minor, currency: "EUR", period });
const user = async () => (await anEndUser()).id;
const offered = async (period: PricePeriod = "month") => (await anApp(partner.id, { price: price(period) })).id;
const opens = async (appId: string, endUserId: string) => {
  const launched = await launch({ appId, endUserId, test: false, requestId: newId() });
  return launched.ok ? "opens" : launched.reason;
};

async function bought(period: PricePeriod = "month") {
  const [appId, endUserId] = [await offered(period), await user()];
  const { purchaseId } = granted(await buyApp({ appId, endUserId, seen: price(period) }, { kind: "end_user", id: endUserId }));
  return { appId, endUserId, purchaseId };
}

type Row = { state: string; starts_at: Date | null; ends_at: Date | null; revoked_at: Date | null; refunded_at: Date | null };
async function rowOf(id: string): Promise<Row> {
  const { rows } = await testPool().query<Row>("SELECT state, starts_at, ends_at, revoked_at, refunded_at FROM purchases WHERE id = $1", [
    id,
  ]);
  const [row] = rows;
  if (!row) throw new Error("there is no such purchase");
  return row;
}
async function countOf(endUserId: string): Promise<number> {
  return Number((await testPool().query("SELECT 1 FROM purchases WHERE end_user_id = $1", [endUserId])).rowCount);
}

describe("the life of a purchase", () => {
  test("it lets nobody in while it is pending, from its confirmation on it does, and after the refund no more", async () => {
    const { appId, endUserId, purchaseId } = await bought();
    expect(await opens(appId, endUserId)).toBe("access_missing");
    expect(await lastPurchase(endUserId, appId)).toMatchObject({ state: "pending", price: price(), startsAt: null });
    expect(granted(await confirmPurchase(purchaseId, someone))).toMatchObject({ status: "confirmed" });
    expect(await opens(appId, endUserId)).toBe("opens");
    expect(await refundPurchase(purchaseId, someone)).toEqual({ ok: true, value: { status: "refunded" } });
    expect(await opens(appId, endUserId)).toBe("access_ended");
    const row = await rowOf(purchaseId);
    expect(row.revoked_at).toEqual(row.refunded_at);
    expect((await auditOf(purchaseId)).map(({ action, actor_kind }) => [action, actor_kind])).toEqual([
      ["purchase.requested", "end_user"],
      ["purchase.confirmed", "cli"],
      ["purchase.refunded", "cli"],
    ]);
  });

  test("a purchase that is cancelled or rejected never lets anybody in, and leaves room for the next", async () => {
    const { appId, endUserId, purchaseId } = await bought();
    granted(await cancelPurchase(endUserId, purchaseId, someone));
    expect(await opens(appId, endUserId)).not.toBe("opens");
    const again = granted(await buyApp({ appId, endUserId, seen: price() }, someone));
    granted(await rejectPurchase(again.purchaseId, someone));
    expect(await opens(appId, endUserId)).not.toBe("opens");
    expect(await lastPurchase(endUserId, appId)).toBeNull();
    expect((await listPurchases(endUserId, null)).entries.map(({ state }) => state)).toEqual(["rejected", "cancelled"]);
    granted(await buyApp({ appId, endUserId, seen: price() }, someone));
  });

  const steps = {
    confirm: confirmPurchase,
    reject: rejectPurchase,
    refund: refundPurchase,
    cancel: async (id: string) => {
      const { rows } = await testPool().query<{ end_user_id: string }>("SELECT end_user_id FROM purchases WHERE id = $1", [id]);
      return cancelPurchase(rows[0]?.end_user_id ?? "", id, someone);
    },
  };
  const ways = {
    pending: [],
    confirmed: ["confirm"],
    cancelled: ["cancel"],
    rejected: ["reject"],
    refunded: ["confirm", "refund"],
  } as const;
  const allowed: Partial<Record<keyof typeof ways, Partial<Record<keyof typeof steps, string>>>> = {
    pending: { confirm: "confirmed", reject: "rejected", cancel: "cancelled" },
    confirmed: { refund: "refunded" },
  };
  for (const from of Object.keys(ways) as (keyof typeof ways)[]) {
    for (const step of Object.keys(steps) as (keyof typeof steps)[]) {
      const to = allowed[from]?.[step];
      test(`${from}, ${step}: ${to ?? "refused, and nothing changes"}`, async () => {
        const { purchaseId } = await bought();
        for (const way of ways[from]) expect(await steps[way](purchaseId, someone)).toMatchObject({ ok: true });
        const [before, told] = [await rowOf(purchaseId), (await auditOf(purchaseId)).length];
        const result = await steps[step](purchaseId, someone);
        expect(result.ok).toBe(to !== undefined);
        if (!result.ok) expect(result.reason).toBe(step === "refund" ? "purchase_not_confirmed" : "purchase_not_pending");
        const after = await rowOf(purchaseId);
        expect(after.state).toBe(to ?? from);
        if (to === undefined) expect(after).toEqual(before);
        expect(await auditOf(purchaseId)).toHaveLength(to === undefined ? told : told + 1);
      });
    }
  }

  test("the table itself takes no pending or refunded purchase that could be a right of entry", async () => {
    const { purchaseId } = await bought();
    for (const change of ["starts_at = now()", "state = 'confirmed'", "state = 'refunded', starts_at = now()", "state = 'cancelled'"]) {
      await expect(testPool().query(`UPDATE purchases SET ${change} WHERE id = $1`, [purchaseId])).rejects.toThrow("purchases_life");
    }
  });
});

describe("the period", () => {
  test("begins with the confirmation and ends as it was bought, in the partner's zone", async () => {
    const [day, month, ever] = [await bought("day"), await bought("month"), await bought("for_ever")];
    for (const { purchaseId } of [day, month, ever]) granted(await confirmPurchase(purchaseId, someone));
    const { rows } = await testPool().query<{ day: boolean; month: boolean; ever: boolean }>(
      `SELECT bool_or(id = $1 AND ends_at = (date_trunc('day', starts_at AT TIME ZONE 'Asia/Kathmandu') + interval '1 day') AT TIME ZONE 'Asia/Kathmandu') AS day,
              bool_or(id = $2 AND ends_at = (starts_at AT TIME ZONE 'Asia/Kathmandu' + interval '1 month') AT TIME ZONE 'Asia/Kathmandu') AS month,
              bool_or(id = $3 AND ends_at IS NULL) AS ever
         FROM purchases WHERE id = ANY($4)`,
      [day.purchaseId, month.purchaseId, ever.purchaseId, [day.purchaseId, month.purchaseId, ever.purchaseId]],
    );
    expect(rows).toEqual([{ day: true, month: true, ever: true }]);
  });

  test("a scheduled zone does not count before it is in force", async () => {
    const own = await aPartner({ timeZone: "UTC" });
    await testPool().query(
      "INSERT INTO partner_time_zones (partner_id, effective_from, zone) VALUES ($1, now() + interval '1 hour', 'Asia/Tokyo')",
      [own.id],
    );
    const [app, endUserId] = [await anApp(own.id, { price: price("day") }), await user()];
    const { purchaseId } = granted(await buyApp({ appId: app.id, endUserId, seen: price("day") }, someone));
    granted(await confirmPurchase(purchaseId, someone));
    const { rows } = await testPool().query(
      "SELECT ends_at = (date_trunc('day', starts_at AT TIME ZONE 'UTC') + interval '1 day') AT TIME ZONE 'UTC' AS right FROM purchases WHERE id = $1",
      [purchaseId],
    );
    expect(rows).toEqual([{ right: true }]);
  });

  test("buying again is refused while it lasts, and begins anew after its end", async () => {
    const { appId, endUserId, purchaseId } = await bought("day");
    granted(await confirmPurchase(purchaseId, someone));
    const again = { appId, endUserId, seen: price("day") };
    expect(await buyApp(again, someone)).toEqual({ ok: false, reason: "access_current" });
    await testPool().query("UPDATE purchases SET starts_at = now() - interval '2 days', ends_at = now() - interval '1 day' WHERE id = $1", [
      purchaseId,
    ]);
    expect(await lastPurchase(endUserId, appId)).toMatchObject({ state: "ended" });
    expect(await opens(appId, endUserId)).toBe("access_ended");
    const second = granted(await buyApp(again, someone));
    granted(await confirmPurchase(second.purchaseId, someone));
    expect(await opens(appId, endUserId)).toBe("opens");
  });
});

describe("the price", () => {
  test("is the one that the buyer saw, or nothing is bought", async () => {
    const [appId, endUserId] = [await offered(), await user()];
    const others = [price("month", 498), price("day"), { ...price(), currency: "USD" }];
    for (const seen of others) expect(await buyApp({ appId, endUserId, seen }, someone)).toEqual({ ok: false, reason: "price_changed" });
    const free = await anApp(partner.id);
    expect(await buyApp({ appId: free.id, endUserId, seen: price() }, someone)).toEqual({ ok: false, reason: "price_changed" });
    expect(await countOf(endUserId)).toBe(0);
  });

  test("stays what it was when it was bought, with the partner's share, whatever the app costs later", async () => {
    const { appId, endUserId, purchaseId } = await bought();
    const input = { ...anAppInput, price: price("day", 9900) };
    granted(await editApp(partner.id, appId, input, someone));
    granted(await publishApp(appId, someone, { draftToo: true }));
    await testPool().query("UPDATE partner_shares SET share_basis_points = 100 WHERE partner_id = $1", [partner.id]);
    granted(await confirmPurchase(purchaseId, someone));
    await testPool().query("UPDATE partner_shares SET share_basis_points = 7000 WHERE partner_id = $1", [partner.id]);
    const { rows } = await testPool().query(
      "SELECT price_minor, currency, period, share_basis_points AS share FROM purchases WHERE id = $1",
      [purchaseId],
    );
    expect(rows).toEqual([{ price_minor: 499, currency: "EUR", period: "month", share: 7000 }]);
    expect(await lastPurchase(endUserId, appId)).toMatchObject({ state: "current", price: price() });
  });
});

describe("two at once", () => {
  test("a double click buys once", async () => {
    const [appId, endUserId] = [await offered(), await user()];
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => buyApp({ appId, endUserId, seen: price() }, someone)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "purchase_pending")).toHaveLength(3);
    expect(await countOf(endUserId)).toBe(1);
  });

  test("negative control: looking first and writing then buys twice", async () => {
    const endUserId = await user();
    await testPool().query("CREATE TABLE purchases_unguarded (end_user_id uuid)");
    const naive = async () => {
      const { rowCount } = await testPool().query("SELECT pg_sleep(0.1), 1 FROM purchases_unguarded WHERE end_user_id = $1", [endUserId]);
      await testPool().query("SELECT pg_sleep(0.1)");
      if (rowCount === 0) await testPool().query("INSERT INTO purchases_unguarded VALUES ($1)", [endUserId]);
    };
    await Promise.all([naive(), naive()]);
    expect((await testPool().query("SELECT 1 FROM purchases_unguarded")).rowCount).toBe(2);
    await testPool().query("DROP TABLE purchases_unguarded");
  });

  test.each(["day", "for_ever"] as const)(
    "buying anew while the %s purchase is being confirmed never makes a second one",
    async (period) => {
      for (let round = 0; round < 5; round += 1) {
        const { appId, endUserId, purchaseId } = await bought(period);
        const [confirmed, again] = await Promise.all([
          confirmPurchase(purchaseId, someone),
          buyApp({ appId, endUserId, seen: price(period) }, someone),
        ]);
        expect(confirmed.ok).toBe(true);
        expect(again.ok).toBe(false);
        expect(await countOf(endUserId)).toBe(1);
      }
    },
  );

  test("of confirm, reject and cancel one happens, whoever is first, and it is told once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { endUserId, purchaseId } = await bought();
      const outcomes = await Promise.all([
        confirmPurchase(purchaseId, someone),
        confirmPurchase(purchaseId, someone),
        rejectPurchase(purchaseId, someone),
        cancelPurchase(endUserId, purchaseId, someone),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await auditOf(purchaseId)).toHaveLength(2);
    }
  });

  test("a purchase is refunded once", async () => {
    const { purchaseId } = await bought();
    granted(await confirmPurchase(purchaseId, someone));
    const outcomes = await Promise.all([1, 2, 3].map(() => refundPurchase(purchaseId, someone)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await auditOf(purchaseId)).toHaveLength(3);
  });
});

describe("whose it is", () => {
  test("somebody else's purchase is unknown: it is neither cancelled nor listed", async () => {
    const [{ purchaseId, appId }, other] = [await bought(), await user()];
    for (const id of [purchaseId, newId(), "x", ""]) {
      expect(await cancelPurchase(other, id, someone)).toEqual({ ok: false, reason: "purchase_unknown" });
    }
    expect(await listPurchases(other, null)).toEqual({ entries: [], next: null });
    expect(await lastPurchase(other, appId)).toBeNull();
    expect((await rowOf(purchaseId)).state).toBe("pending");
  });

  test("what is not there is unknown to every step", async () => {
    for (const step of [confirmPurchase, rejectPurchase, refundPurchase]) {
      for (const id of [newId(), "x", ""]) expect(await step(id, someone)).toEqual({ ok: false, reason: "purchase_unknown" });
    }
  });

  test("suspended, unknown and test users buy nothing, nor does anybody what is not in the catalogue", async () => {
    const [appId, suspended] = [await offered(), await user()];
    granted(await suspendEndUser(suspended, someone));
    expect(await buyApp({ appId, endUserId: suspended, seen: price() }, someone)).toEqual({ ok: false, reason: "user_suspended" });
    const tester = granted(await createTestUser(partner.id, { name: "Tess" }, someone));
    for (const endUserId of [tester.endUserId, newId(), "x"]) {
      expect(await buyApp({ appId, endUserId, seen: price() }, someone)).toEqual({ ok: false, reason: "user_unknown" });
    }
    const draft = await anApp(partner.id, { price: price(), published: false });
    granted(await suspendApp(appId, someone));
    for (const id of [draft.id, appId, newId(), "x"]) {
      expect(await buyApp({ appId: id, endUserId: await user(), seen: price() }, someone)).toEqual({ ok: false, reason: "app_unknown" });
    }
  });
});

describe("beside grants", () => {
  test("a grant does not meddle with a purchase that waits, and revoking access leaves it waiting", async () => {
    const { appId, endUserId, purchaseId } = await bought();
    expect(await grantAccess({ appId, endUserId }, someone)).toEqual({ ok: false, reason: "purchase_pending" });
    expect(await revokeAccess(endUserId, appId, someone)).toEqual({ ok: false, reason: "access_unknown" });
    expect((await rowOf(purchaseId)).state).toBe("pending");
  });

  test("an app that became free is not got for free while its purchase waits", async () => {
    const { appId, endUserId } = await bought();
    await testPool().query("UPDATE app_revisions SET price_minor = NULL, currency = NULL WHERE app_id = $1", [appId]);
    expect(await getFreeAccess(endUserId, appId, someone)).toEqual({ ok: false, reason: "purchase_pending" });
  });

  test("what nobody paid for is not refunded; what was revoked still is", async () => {
    const [free, endUserId] = [await anApp(partner.id), await user()];
    const { accessId } = granted(await getFreeAccess(endUserId, free.id, someone));
    expect(await refundPurchase(accessId, someone)).toEqual({ ok: false, reason: "purchase_free" });
    const { appId, endUserId: buyer, purchaseId } = await bought();
    granted(await confirmPurchase(purchaseId, someone));
    granted(await revokeAccess(buyer, appId, someone));
    const before = await rowOf(purchaseId);
    granted(await refundPurchase(purchaseId, someone));
    expect(await rowOf(purchaseId)).toMatchObject({ state: "refunded", revoked_at: before.revoked_at });
  });
});

test("lists come in parts, the newest first; what waits comes the longest waiting first", async () => {
  const endUserId = await user();
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    ids.push(granted(await buyApp({ appId: await offered(), endUserId, seen: price() }, someone)).purchaseId);
  }
  const newest = await listPurchases(endUserId, null, 3);
  expect(newest.entries.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 3));
  const older = await listPurchases(endUserId, newest.next, 3);
  expect(older.entries.map(({ id }) => id)).toEqual(ids.toReversed().slice(3));
  expect(older.next).toBeNull();
  const waiting = await listAllPurchases({ state: "pending", endUserId }, null, 2);
  expect(waiting.entries.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect((await listAllPurchases({ state: "pending", endUserId }, waiting.next, 9)).entries.map(({ id }) => id)).toEqual(ids.slice(2));
  for (const state of ["current", "ended", "revoked", "cancelled", "rejected", "refunded"] as const) {
    expect(await listAllPurchases({ state, endUserId }, null)).toEqual({ entries: [], next: null });
  }
  expect((await listAllPurchases({ endUserId }, "nonsense")).entries).toHaveLength(5);
});
