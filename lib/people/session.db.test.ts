import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { now, setClock } from "../clock";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anEndUser, granted, someone } from "../testing/fixtures";
import { closeSession, findSession, openSession, resumeEndUser, suspendEndUser } from ".";

let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());

test("a session says who is signed in, and to nobody without the token", async () => {
  const user = await anEndUser({ name: "Ada", verified: true });
  const { token, expiresAt } = await openSession(user.id);
  expect(await findSession(token)).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    endUser: { id: user.id, name: "Ada", email: user.email, verified: true, owesTerms: false, country: null },
    continueTo: null,
    expiresAt,
  });
  const { rows } = await testPool().query<{ id_hash: Buffer }>("SELECT id_hash FROM end_user_sessions WHERE end_user_id = $1", [user.id]);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.id_hash).toHaveLength(32);
  for (const odd of ["", "x", `${token}x`, token.slice(1), "0".repeat(43), "nul\u0000"]) expect(await findSession(odd)).toBeNull();
});

test("each sign-in has a session of its own, and signing out ends that one alone", async () => {
  const user = await anEndUser();
  const [first, second] = await Promise.all([openSession(user.id), openSession(user.id)]);
  await Promise.all([closeSession(first.token), closeSession(first.token), closeSession("no token")]);
  expect(await findSession(first.token)).toBeNull();
  expect(await findSession(second.token)).not.toBeNull();
});

test("a session is over after 30 days, to the millisecond", async () => {
  const user = await anEndUser();
  const { token, expiresAt } = await openSession(user.id);
  expect(Math.round((expiresAt.getTime() - now().getTime()) / 86_400_000)).toBe(30);
  restoreClock = setClock(() => expiresAt.getTime() - 1);
  expect(await findSession(token)).not.toBeNull();
  restoreClock = setClock(() => expiresAt.getTime());
  expect(await findSession(token)).toBeNull();
});

test("suspension ends every session, and resuming brings none back", async () => {
  const user = await anEndUser();
  const { token } = await openSession(user.id);
  granted(await suspendEndUser(user.id, someone));
  expect(await findSession(token)).toBeNull();
  const { token: opened } = await openSession(user.id);
  expect(await findSession(opened)).toBeNull();
  granted(await resumeEndUser(user.id, someone));
  expect(await findSession(token)).toBeNull();
});
