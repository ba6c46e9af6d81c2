import { afterAll, beforeAll, expect, test } from "vitest";
import { generatedAddress } from "../core/generated-address";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anAddress, anEndUser, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { createTestUser, findEndUser, findTestUser, listTestUsers, testTwin } from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("a test user belongs to its partner, and its address is never verified", async () => {
  const partner = await aPartner();
  const { email } = await anEndUser(); // somebody's real address
  const made = granted(await createTestUser(partner.id, { name: "Tess", email }, someone));
  expect(await findTestUser(partner.id, email)).toMatchObject({
    id: made.endUserId,
    name: "Tess",
    verified: false,
    testPartnerId: partner.id,
  });
  expect(await auditOf(made.endUserId)).toMatchObject([{ action: "test_user.created" }]);
});

test("without an address one is generated that nobody can own", async () => {
  const partner = await aPartner();
  const made = granted(await createTestUser(partner.id, { name: "Tess" }, someone));
  expect(made.email).toBe(generatedAddress(made.endUserId));
  expect((await listTestUsers(partner.id)).map(({ email }) => email)).toEqual([made.email]);
});

test("an address is taken within one partner, free in the next", async () => {
  const [one, two] = [await aPartner(), await aPartner()];
  const email = anAddress();
  const outcomes = await Promise.all([1, 2, 3].map(() => createTestUser(one.id, { name: "Tess", email }, someone)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, reason: "email_taken" });
  granted(await createTestUser(two.id, { name: "Tess", email }, someone));
});

test("another partner's test user is unknown, by id and by address", async () => {
  const [one, two] = [await aPartner(), await aPartner()];
  const made = granted(await createTestUser(one.id, { name: "Tess", email: anAddress() }, someone));
  expect(await findTestUser(two.id, made.endUserId)).toBeNull();
  expect(await findTestUser(two.id, made.email)).toBeNull();
  expect(await listTestUsers(two.id)).toEqual([]);
  const real = await anEndUser();
  expect(await findTestUser(one.id, real.id)).toBeNull();
});

test("a twin has the address, name and verification of the real user, and is made once", async () => {
  const partner = await aPartner();
  const real = await findEndUser((await anEndUser({ name: "Ada", verified: true })).id);
  if (!real) throw new Error("no user");
  const twins = await Promise.all([1, 2, 3].map(() => testTwin(partner.id, real, someone)));
  expect(new Set(twins.map(({ id }) => id)).size).toBe(1);
  expect(twins[0]).toMatchObject({ name: "Ada", email: real.email, verified: true, testPartnerId: partner.id });
  expect(twins[0]?.id).not.toBe(real.id);
});

test("of a user without an address the twin has the one that partners know", async () => {
  const partner = await aPartner();
  const { id } = await anEndUser();
  await testPool().query("UPDATE end_users SET email = NULL, email_verified_at = NULL WHERE id = $1", [id]);
  const real = await findEndUser(id);
  if (!real) throw new Error("no user");
  expect(await testTwin(partner.id, real, someone)).toMatchObject({ email: generatedAddress(id), verified: false });
});
