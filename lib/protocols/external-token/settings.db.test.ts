import { afterAll, beforeAll, expect, test } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import { someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { setTokenAudience, tokenAudience, tokenAudienceInput } from "./settings";
import { findIssuer } from "./store";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const asked = async () => (await findIssuer(gatewayDatabase(), null)).audience;

test("tokens are for “farfalla” until the operator chooses another audience; then the next token is judged by it, and it is on record", async () => {
  expect([await tokenAudience(), await asked()]).toEqual(["farfalla", "farfalla"]);
  await setTokenAudience("https://login.example", someone);
  expect([await tokenAudience(), await asked()]).toEqual(["https://login.example", "https://login.example"]);
  await setTokenAudience("farfalla", someone);
  expect([await tokenAudience(), await asked()]).toEqual(["farfalla", "farfalla"]);
  const { rows } = await testPool().query(
    "SELECT before, after FROM audit_events WHERE action = 'platform.token_audience_set' ORDER BY id",
  );
  expect(rows).toEqual([
    { before: { audience: "farfalla" }, after: { audience: "https://login.example" } },
    { before: { audience: "https://login.example" }, after: { audience: "farfalla" } },
  ]);
});

test("what is no text in its place is nobody's choice", async () => {
  await testPool().query("UPDATE platform_settings SET value = '7' WHERE name = 'external-token.audience'");
  expect([await tokenAudience(), await asked()]).toEqual(["farfalla", "farfalla"]);
});

test("an audience is one word or an address, without anything that looks like something else", () => {
  for (const good of ["farfalla", " Farfalla ", "https://login.example:8443/a_b-c", "x".repeat(200)])
    expect(tokenAudienceInput.parse(good)).toBe(good.trim());
  for (const bad of [undefined, "", "  ", "two words", "fаrfalla", "a\u0000b", "<b>", "-x", "x".repeat(201), 7, ["farfalla"]])
    expect(tokenAudienceInput.safeParse(bad).success, String(bad)).toBe(false);
});
