import { afterAll, beforeAll, expect, test } from "vitest";
import { resumePartner, suspendPartner } from "../partners";
import { type TestDatabase, testDatabase } from "../testing/database";
import { anApp, anAppInput, aPartner, granted, someone } from "../testing/fixtures";
import { catalogue, editApp, findInCatalogue, resumeApp, serviceOrigin, suspendApp } from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const isThere = async ({ id, slug }: { id: string; slug: string }) => {
  const listed = (await catalogue()).some(({ appId }) => appId === id);
  const found = (await findInCatalogue(slug)) !== null;
  const origin = (await serviceOrigin(slug)) !== null;
  expect([found, origin]).toEqual([listed, listed]);
  return listed;
};

test("a published app is shown with its partner and its price", async () => {
  const partner = await aPartner({ name: "Books & Co" });
  const app = await anApp(partner.id, {
    name: "Reader",
    price: { minor: 499, currency: "EUR" },
    serviceUrl: "https://reader.example:8443/a?b=c",
  });
  expect(await findInCatalogue(app.slug)).toMatchObject({
    appId: app.id,
    name: "Reader",
    partnerName: "Books & Co",
    partnerId: partner.id,
    price: { minor: 499, currency: "EUR" },
  });
  expect(await serviceOrigin(app.slug)).toBe("https://reader.example:8443");
});

test("drafts are not shown, and a new draft of a published app changes nothing", async () => {
  const partner = await aPartner();
  expect(await isThere(await anApp(partner.id, { name: "Hidden", published: false }))).toBe(false);
  const app = await anApp(partner.id, { name: "Shown" });
  granted(await editApp(partner.id, app.id, { ...anAppInput, name: "Changed", serviceUrl: "https://other.example/" }, someone));
  expect(await findInCatalogue(app.slug)).toMatchObject({ name: "Shown" });
  expect(await serviceOrigin(app.slug)).toBe("https://shop.example");
});

test("suspension of the app, or of its partner, takes it out at once and for as long as it lasts", async () => {
  const partner = await aPartner();
  const app = await anApp(partner.id);
  expect(await isThere(app)).toBe(true);
  granted(await suspendApp(app.id, someone));
  expect(await isThere(app)).toBe(false);
  granted(await resumeApp(app.id, someone));
  granted(await suspendPartner(partner.id, someone));
  expect(await isThere(app)).toBe(false);
  granted(await resumePartner(partner.id, someone));
  expect(await isThere(app)).toBe(true);
});

test("what is no slug is not there", async () => {
  for (const odd of ["", "Shop", "nul\u0000", "x".repeat(500), "'"]) {
    expect(await findInCatalogue(odd)).toBeNull();
    expect(await serviceOrigin(odd)).toBeNull();
  }
});

test("the catalogue is sorted by name, whatever the case", async () => {
  const partner = await aPartner();
  for (const name of ["zeta", "Alpha", "beta"]) await anApp(partner.id, { name });
  const names = (await catalogue()).filter(({ partnerId }) => partnerId === partner.id).map(({ name }) => name);
  expect(names).toEqual(["Alpha", "beta", "zeta"]);
});
