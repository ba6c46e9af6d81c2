import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anAddress, aPartner, anEndUser, auditOf, granted, PASSWORD, someone } from "../testing/fixtures";
import {
  checkEndUserCredentials,
  createEndUser,
  createTestUser,
  endUserInput,
  findEndUser,
  resumeEndUser,
  signUp,
  suspendEndUser,
} from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

test("who signs up can sign in, unverified, and is the one who did it", async () => {
  const email = anAddress();
  const { endUserId } = granted(await signUp({ email, password: PASSWORD, name: "Ada" }));
  expect(await checkEndUserCredentials(email.toUpperCase(), PASSWORD)).toEqual({ endUserId });
  expect(await findEndUser(email)).toMatchObject({
    id: endUserId,
    name: "Ada",
    email,
    verified: false,
    suspended: false,
    testPartnerId: null,
  });
  expect(await auditOf(endUserId)).toMatchObject([
    { action: "end_user.created", actor_kind: "end_user", actor_id: endUserId, after: { email, verified: false } },
  ]);
});

test("wrong, unknown, malformed, overlong and absent passwords look alike", async () => {
  const email = anAddress();
  granted(await signUp({ email, password: PASSWORD }));
  const { email: without } = await anEndUser();
  for (const [address, password] of [
    [email, "wrong password"],
    [email, ""],
    [anAddress(), PASSWORD],
    ["x", PASSWORD],
    [without, PASSWORD],
    [without, ""],
    [email, PASSWORD.padEnd(200)],
  ] as const) {
    expect(await checkEndUserCredentials(address, password)).toBeNull();
  }
});

test("of several sign-ups at once with one address one succeeds", async () => {
  const email = anAddress();
  const outcomes = await Promise.all([1, 2, 3].map(() => signUp({ email, password: PASSWORD })));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(outcomes.find((outcome) => !outcome.ok)).toEqual({ ok: false, reason: "email_taken" });
});

test("a suspended user cannot sign in; the second suspension is refused", async () => {
  const email = anAddress();
  const { endUserId } = granted(await createEndUser({ email, password: PASSWORD, verified: true }, someone));
  const outcomes = await Promise.all([1, 2].map(() => suspendEndUser(endUserId, someone)));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(await suspendEndUser(endUserId, someone)).toEqual({ ok: false, reason: "already_suspended" });
  expect(await checkEndUserCredentials(email, PASSWORD)).toBeNull();
  granted(await resumeEndUser(endUserId, someone));
  expect(await resumeEndUser(endUserId, someone)).toEqual({ ok: false, reason: "not_suspended" });
  expect(await checkEndUserCredentials(email, PASSWORD)).toEqual({ endUserId });
  expect((await auditOf(endUserId)).map(({ action }) => action)).toEqual(["end_user.created", "end_user.suspended", "end_user.resumed"]);
});

test("unknown users are unknown to suspension", async () => {
  for (const id of [newId(), "x"]) {
    expect(await suspendEndUser(id, someone)).toEqual({ ok: false, reason: "user_unknown" });
    expect(await resumeEndUser(id, someone)).toEqual({ ok: false, reason: "user_unknown" });
  }
});

test("an address finds the user whose it is, never a partner's test user; an id finds anybody", async () => {
  const partner = await aPartner();
  const email = anAddress();
  const test = granted(await createTestUser(partner.id, { name: "Test", email }, someone));
  expect(await findEndUser(email)).toBeNull();
  expect((await findEndUser(test.endUserId))?.testPartnerId).toBe(partner.id);
  expect(await checkEndUserCredentials(email, PASSWORD)).toBeNull();
  const real = await anEndUser({ email });
  expect((await findEndUser(` ${email.toUpperCase()}`))?.id).toBe(real.id);
  for (const odd of ["", "x", "nul\u0000@example.com", newId()]) expect(await findEndUser(odd)).toBeNull();
});

test("no password is stored but as argon2id", async () => {
  const { endUserId } = granted(await signUp({ email: anAddress(), password: PASSWORD }));
  const { rows } = await testPool().query<{ password_hash: string }>("SELECT password_hash FROM end_users WHERE id = $1", [endUserId]);
  expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("the form refuses reserved addresses, simple passwords and odd names", () => {
  const parsed = endUserInput.safeParse({ email: "user-1@users.latchkey.invalid", password: "aaaaaaaaaaaa", name: "a\u0000" });
  expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual(["email", "password", "name"]);
});
