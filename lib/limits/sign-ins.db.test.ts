import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database";
import { admitSignIn, forgiveSignIn, growingWait } from "./sign-ins";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const attempt = (account: string, clientAddress: string) => ({ realm: "panel", account, clientAddress }) as const;

describe("trying passwords", () => {
  test("PN-30: ten times within a quarter of an hour, then only after a wait", async () => {
    const guess = attempt("ada@example.com", "203.0.113.1");
    for (let i = 0; i < 10; i += 1) expect(await admitSignIn(guess)).toBeNull();
    // The eleventh begins the waiting.
    expect(await admitSignIn(guess)).toBeNull();
    expect(await admitSignIn(guess)).toBeGreaterThan(0);
    expect(await admitSignIn({ ...guess, account: " ADA@example.com " })).toBeGreaterThan(0);
  });

  test("fifty at once are ten", async () => {
    const guess = attempt("bob@example.com", "203.0.113.2");
    const waits = await Promise.all(Array.from({ length: 40 }, () => admitSignIn(guess)));
    expect(waits.filter((wait) => wait === null).length).toBeLessThanOrEqual(11);
  });

  test("the owner, who comes from another address or to the other realm, waits for nobody's guesses", async () => {
    const guess = attempt("eve@example.com", "203.0.113.3");
    for (let i = 0; i < 12; i += 1) await admitSignIn(guess);
    expect(await admitSignIn(attempt("eve@example.com", "203.0.113.4"))).toBeNull();
    expect(await admitSignIn({ ...guess, realm: "people" })).toBeNull();
  });

  test("one address tries fifty accounts, not more", async () => {
    for (let i = 0; i < 50; i += 1) expect(await admitSignIn(attempt(`user-${i}@example.com`, "203.0.113.5"))).toBeNull();
    await admitSignIn(attempt("one-more@example.com", "203.0.113.5"));
    expect(await admitSignIn(attempt("and-more@example.com", "203.0.113.5"))).toBeGreaterThan(0);
  });

  test("the right password begins anew", async () => {
    const guess = attempt("joe@example.com", "203.0.113.6");
    for (let i = 0; i < 60; i += 1) {
      expect(await admitSignIn(guess)).toBeNull();
      await forgiveSignIn(guess);
    }
  });

  test("the wait grows, and never beyond the window", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 50].map(growingWait)).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  });
});
