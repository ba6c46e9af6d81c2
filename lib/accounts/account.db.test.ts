import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner, anAddress, auditOf, granted, PASSWORD, someone } from "../testing/fixtures";
import { checkCredentials, createOperator } from "./account";
import { membershipsOf } from "./members";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("an operator signs in with the address in any case, and with the right password alone", async () => {
  const email = anAddress();
  const { accountId } = granted(await createOperator({ email, password: PASSWORD }, someone));
  expect(await checkCredentials(` ${email.toUpperCase()} `, PASSWORD)).toEqual({ id: accountId, operator: true });
  expect(await checkCredentials(email, `${PASSWORD}!`)).toBeNull();
  expect(await checkCredentials(email, "")).toBeNull();
});

test("unknown, malformed and overlong credentials are nobody's and no error", async () => {
  expect(await checkCredentials(anAddress(), PASSWORD)).toBeNull();
  expect(await checkCredentials("no address", PASSWORD)).toBeNull();
  expect(await checkCredentials("nul\u0000@example.com", PASSWORD)).toBeNull();
  expect(await checkCredentials(anAddress(), "x".repeat(100_000))).toBeNull();
});

test("an unknown address costs as much work as a known one", async () => {
  const email = anAddress();
  await createOperator({ email, password: PASSWORD }, someone);
  await checkCredentials(anAddress(), PASSWORD); // the decoy is made on first use
  const cost = async (address: string) => {
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const start = performance.now();
      await checkCredentials(address, "wrong password");
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const [known, unknown] = [await cost(email), await cost(anAddress())];
  expect(unknown).toBeGreaterThan(known / 2);
});

test("a suspended account cannot sign in", async () => {
  const email = anAddress();
  const { accountId } = granted(await createOperator({ email, password: PASSWORD }, someone));
  await testPool().query("UPDATE panel_accounts SET suspended_at = now() WHERE id = $1", [accountId]);
  expect(await checkCredentials(email, PASSWORD)).toBeNull();
});

test("of two at once with one address one gets the account, and the other is told", async () => {
  const email = anAddress();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => createOperator({ email, password: PASSWORD }, someone)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.ok)).toEqual(Array(3).fill({ ok: false, reason: "email_taken" }));
});

test("the audit event tells the address, and nothing of the password", async () => {
  const email = anAddress();
  const { accountId } = granted(await createOperator({ email, password: PASSWORD }, someone));
  expect(await auditOf(accountId)).toEqual([{ action: "operator.created", actor_kind: "cli", actor_id: null, after: { email } }]);
});

test("an owner's memberships name the partner; an operator has none", async () => {
  const partner = await aPartner({ name: "Memberships" });
  expect(await membershipsOf(partner.accountId)).toEqual([
    { partnerId: partner.id, partnerName: "Memberships", partnerSlug: partner.slug, partnerSuspended: false, role: "owner" },
  ]);
  const { accountId } = granted(await createOperator({ email: anAddress(), password: PASSWORD }, someone));
  expect(await membershipsOf(accountId)).toEqual([]);
});
