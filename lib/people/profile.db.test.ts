import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { setClock } from "../clock";
import { type TestDatabase, testDatabase } from "../testing/database";
import { anEndUser, auditOf, granted, someone } from "../testing/fixtures";
import { findEndUser, findSession, listSessions, openSession, rename, suspendEndUser } from ".";

let database: TestDatabase;
let restoreClock: () => void = () => undefined;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
afterEach(() => restoreClock());

test("an end user changes the name, or takes it away, and that is told once", async () => {
  const { id } = await anEndUser({ name: "Ada" });
  granted(await rename(id, "Ada L."));
  granted(await rename(id, "Ada L."));
  granted(await rename(id, null));
  expect(await findEndUser(id)).toMatchObject({ name: null });
  const told = (await auditOf(id)).filter(({ action }) => action === "end_user.renamed");
  expect(told.map(({ after }) => after)).toEqual([{ name: "Ada L." }, { name: null }]);
});

test("somebody who is suspended changes nothing", async () => {
  const { id } = await anEndUser({ name: "Ada" });
  granted(await suspendEndUser(id, someone));
  expect(await rename(id, "Eve")).toEqual({ ok: false, reason: "user_unknown" });
  expect(await findEndUser(id)).toMatchObject({ name: "Ada" });
});

test("a session says when it was last in use, to five minutes", async () => {
  const { id } = await anEndUser();
  const start = Date.now();
  restoreClock = setClock(() => start);
  const { token } = await openSession(id);
  const seenAt = async (ms: number) => {
    restoreClock();
    restoreClock = setClock(() => start + ms);
    await findSession(token);
    return (await listSessions(id))[0]?.lastSeenAt?.getTime();
  };
  expect(await seenAt(299_000)).toBe(start);
  expect(await seenAt(300_000)).toBe(start + 300_000);
  expect(await seenAt(400_000)).toBe(start + 300_000);
});
