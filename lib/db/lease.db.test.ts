import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { newId } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { takeLease } from "./lease";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

function taken(name: string, wanted?: () => boolean) {
  const lease = takeLease(testPool(), name, { onError: (error) => expect.fail(String(error)), wanted });
  onTestFinished(() => lease.letGo());
  return lease;
}

async function within(ms: number, condition: () => boolean): Promise<boolean> {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs) {
    if (condition()) return true;
    await sleep(20);
  }
  return false;
}

test("of several who want a lease one has it, and when it lets go another one has it at once", async () => {
  const name = newId();
  const all = [taken(name), taken(name), taken(name)];
  expect(await within(1_000, () => all.some((lease) => lease.isHeld()))).toBe(true);
  await sleep(1_500);
  const held = all.filter((lease) => lease.isHeld());
  expect(held).toHaveLength(1);
  await held[0]?.letGo();
  expect(held[0]?.isHeld()).toBe(false);
  expect(await within(1_500, () => all.some((lease) => lease.isHeld()))).toBe(true);
});

test("R17 a lease whose holder died is another's within ten seconds, and not while it counts", async () => {
  const name = newId();
  // What a process leaves that was killed just after it had renewed.
  await testPool().query("INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, clock_timestamp() + interval '8 seconds')", [
    name,
    newId(),
  ]);
  const heir = taken(name);
  expect(await within(7_800, () => heir.isHeld())).toBe(false);
  expect(await within(2_200, () => heir.isHeld())).toBe(true);
});

test("a lease is held longer than it lasts, as long as it is renewed; whoever does not want it any more loses it", async () => {
  const name = newId();
  let wanted = true;
  const lease = taken(name, () => wanted);
  expect(await within(1_000, () => lease.isHeld())).toBe(true);
  expect(await within(9_000, () => !lease.isHeld())).toBe(false);
  wanted = false;
  expect(await within(2_500, () => !lease.isHeld())).toBe(true);
});
