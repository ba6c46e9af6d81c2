import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, aPartner, granted, someone } from "../testing/fixtures";
import { categoriesOnOffer, searchCatalogue, suspendApp } from ".";

let database: TestDatabase;
let partner: { id: string };
beforeAll(async () => {
  database = await testDatabase();
  partner = await aPartner();
  const say = { description: "-", tagline: "-", categories: ["other" as const] };
  await anApp(partner.id, { ...say, name: "Abacus", tagline: "Counts to 100% and_more", categories: ["work", "learning"] });
  await anApp(partner.id, { ...say, name: "bassoon", description: "Deep **notes**, back\\slash.", categories: ["music"] });
  await anApp(partner.id, { ...say, name: "Cello", tagline: "Deep notes, too.", categories: ["music"] });
  await anApp(partner.id, { ...say, name: "Drum 1000" });
  await anApp(partner.id, { ...say, name: "Draft of notes", categories: ["video"], published: false });
});
afterAll(() => database.drop());

const find = async (search: Partial<Parameters<typeof searchCatalogue>[0]>) => {
  const { entries, next } = await searchCatalogue({ text: "", category: null, after: null, limit: 50, ...search });
  return { names: entries.map(({ name }) => name), next };
};
const namesFor = async (text: string) => (await find({ text })).names;

test("words are found in the name, the tagline and the description, whatever their case; all of them have to be there", async () => {
  expect(await namesFor("")).toEqual(["Abacus", "bassoon", "Cello", "Drum 1000"]);
  expect(await namesFor("BASSOON")).toEqual(["bassoon"]);
  expect(await namesFor("notes")).toEqual(["bassoon", "Cello"]);
  expect(await namesFor("  notes   too ")).toEqual(["Cello"]);
  expect(await namesFor("notes violin")).toEqual([]);
});

test("PN-12: what stands for anything in SQL stands for itself", async () => {
  expect(await namesFor("%")).toEqual(["Abacus"]);
  expect(await namesFor("100%")).toEqual(["Abacus"]);
  expect(await namesFor("d_u")).toEqual([]);
  expect(await namesFor("d_more")).toEqual(["Abacus"]);
  expect(await namesFor("back\\slash")).toEqual(["bassoon"]);
  expect(await namesFor("\\")).toEqual(["bassoon"]);
  expect(await namesFor("'; DROP TABLE apps; --")).toEqual([]);
});

test("PN-42: no text of a reader breaks the search", async () => {
  for (const odd of ["\u0000", "cel\u0000lo", "\ud800", "💥", "x".repeat(10_000), "a ".repeat(5_000)]) await namesFor(odd);
  expect(await namesFor("\u0000")).toHaveLength(4);
});

test("a category narrows the list; drafts and suspended apps have none", async () => {
  expect((await find({ category: "music" })).names).toEqual(["bassoon", "Cello"]);
  expect((await find({ category: "music", text: "too" })).names).toEqual(["Cello"]);
  expect((await find({ category: "video" })).names).toEqual([]);
  expect((await categoriesOnOffer()).sort()).toEqual(["learning", "music", "other", "work"]);
});

test("page after page shows each app once, in order; the last one leads nowhere", async () => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof find>> = await find({ after, limit: 3 });
    seen.push(...page.names);
    after = page.next;
  } while (after !== null);
  expect(seen).toEqual(["Abacus", "bassoon", "Cello", "Drum 1000"]);
  expect((await find({ limit: 4 })).next).toBeNull();
});

test("the page after stays the page after when its last app leaves the catalogue, or others come", async () => {
  const { next } = await find({ limit: 2 });
  await anApp(partner.id, { name: "Aardvark" });
  const { rows } = await testPool().query<{ id: string }>("SELECT app_id AS id FROM app_revisions WHERE name = 'bassoon'");
  granted(await suspendApp(rows[0]?.id ?? "", someone));
  expect((await find({ after: next, limit: 2 })).names).toEqual(["Cello", "Drum 1000"]);
});

test("a place that is none leads to the first page", async () => {
  for (const odd of ["", "x", "%00", "A".repeat(5_000), Buffer.from(`${"0".repeat(36)}x`).toString("base64url")])
    expect((await find({ after: odd })).names[0]).toBe("Aardvark");
});

test("apps of one name are told apart by their ids", async () => {
  for (let count = 0; count < 5; count += 1) await anApp(partner.id, { name: "Twin" });
  const first = await find({ text: "twin", limit: 3 });
  const second = await find({ text: "twin", limit: 3, after: first.next });
  expect([first.names.length, second.names.length, second.next]).toEqual([3, 2, null]);
});
