import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../id";
import { deleteOutdated } from "../platform/delete-outdated";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anAppInput, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import { discardDraft, drawIcon, editApp, findApp, findInCatalogue, publishApp, readIcon, setIcon, submitApp } from ".";

let database: TestDatabase;
let partner: { id: string };
beforeAll(async () => {
  database = await testDatabase();
  partner = await aPartner();
});
afterAll(() => database.drop());

async function anIcon(colour: string) {
  const file = await sharp({ create: { width: 100, height: 100, channels: 3, background: colour } })
    .png()
    .toBuffer();
  return granted(await drawIcon(file));
}
const nameOf = ({ hash }: { hash: Buffer }) => hash.toString("hex");

test("an icon belongs to the draft: users see it when the draft is approved, and it lasts through later edits", async () => {
  const app = await anApp(partner.id);
  const red = await anIcon("red");
  expect(granted(await setIcon(partner.id, app.id, red, someone))).toEqual({ icon: nameOf(red) });
  expect((await findInCatalogue(app.slug))?.icon).toBeNull();
  expect(await findApp(app.id, partner.id)).toMatchObject({
    published: { icon: null, name: "Shop" },
    working: { icon: nameOf(red), name: "Shop", tagline: "Everything at once.", categories: ["shopping"] },
  });
  granted(await submitApp(partner.id, app.id, someone));
  expect(await setIcon(partner.id, app.id, null, someone)).toEqual({ ok: false, reason: "in_review" });
  granted(await publishApp(app.id, someone));
  expect((await findInCatalogue(app.slug))?.icon).toBe(nameOf(red));
  granted(await editApp(partner.id, app.id, { ...anAppInput, name: "Next" }, someone));
  expect((await findApp(app.id, partner.id))?.working).toMatchObject({ name: "Next", icon: nameOf(red) });
  granted(await setIcon(partner.id, app.id, null, someone));
  expect((await findApp(app.id, partner.id))?.working?.icon).toBeNull();
  granted(await discardDraft(partner.id, app.id, someone));
  expect((await findInCatalogue(app.slug))?.icon).toBe(nameOf(red));
});

test("who changed an icon is told, by its name and not by its bytes", async () => {
  const app = await anApp(partner.id, { published: false });
  const blue = await anIcon("blue");
  granted(await setIcon(partner.id, app.id, blue, someone));
  expect((await auditOf(app.id)).at(-1)).toMatchObject({ action: "app.icon_changed", after: { icon: nameOf(blue) } });
});

test("a picture is found by its name, in both sizes, and by nothing else", async () => {
  const app = await anApp(partner.id, { published: false });
  const green = await anIcon("green");
  granted(await setIcon(partner.id, app.id, green, someone));
  expect((await readIcon(nameOf(green), "large"))?.equals(green.large)).toBe(true);
  expect((await readIcon(nameOf(green), "small"))?.equals(green.small)).toBe(true);
  for (const odd of ["", "0".repeat(64), nameOf(green).toUpperCase(), nameOf(green).slice(1), `${nameOf(green)}\u0000`, "../../x.png", "%"])
    expect(await readIcon(odd, "large")).toBeNull();
});

test("PN-11: the icon of somebody else's app cannot be changed, and nothing is stored of the attempt", async () => {
  const other = await aPartner();
  const app = await anApp(other.id, { published: false });
  const picture = await anIcon("#123456");
  for (const appId of [app.id, newId(), "shop", ""])
    expect(await setIcon(partner.id, appId, picture, someone)).toEqual({ ok: false, reason: "app_unknown" });
  expect(await readIcon(nameOf(picture), "large")).toBeNull();
});

test("two partners with the same picture each have it; who takes it away takes his own", async () => {
  const other = await aPartner();
  const picture = await anIcon("#654321");
  const [mine, theirs] = [await anApp(partner.id, { published: false }), await anApp(other.id, { published: false })];
  granted(await setIcon(partner.id, mine.id, picture, someone));
  granted(await setIcon(other.id, theirs.id, picture, someone));
  granted(await setIcon(partner.id, mine.id, null, someone));
  const aged = () => testPool().query("UPDATE app_icons SET stored_at = now() - interval '25 hours'");
  await aged();
  await deleteOutdated(testPool());
  const { rows } = await testPool().query("SELECT partner_id FROM app_icons WHERE hash = $1", [picture.hash]);
  expect(rows).toEqual([{ partner_id: other.id }]);
});

test("a picture that nobody names goes after a day; one that is stored again, or named, stays", async () => {
  const app = await anApp(partner.id, { published: false });
  const [old, young, kept] = [await anIcon("#010101"), await anIcon("#020202"), await anIcon("#030303")];
  for (const picture of [old, young, kept]) granted(await setIcon(partner.id, app.id, picture, someone));
  await testPool().query("UPDATE app_icons SET stored_at = now() - interval '25 hours' WHERE hash = ANY ($1)", [[old.hash, kept.hash]]);
  await deleteOutdated(testPool());
  const there = await Promise.all([old, young, kept].map(async (picture) => (await readIcon(nameOf(picture), "small")) !== null));
  expect(there).toEqual([false, true, true]);
});

test("of many icons at once the app has one of them, and each was stored", async () => {
  const app = await anApp(partner.id);
  const pictures = await Promise.all(["#aa0000", "#00aa00", "#0000aa"].map(anIcon));
  await Promise.all(pictures.map((picture) => setIcon(partner.id, app.id, picture, someone).then(granted)));
  const icon = (await findApp(app.id, partner.id))?.working?.icon;
  expect(pictures.map(nameOf)).toContain(icon);
  const { rows } = await testPool().query("SELECT state FROM app_revisions WHERE app_id = $1 ORDER BY state", [app.id]);
  expect(rows).toEqual([{ state: "draft" }, { state: "published" }]);
});
