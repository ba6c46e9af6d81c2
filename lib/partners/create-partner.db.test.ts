import { afterAll, beforeAll, expect, test } from "vitest";
import { NIL_ID } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { aPartner, anAddress, auditOf, granted, PASSWORD, someone } from "../testing/fixtures";
import {
  createPartner,
  findPartner,
  listAskingPartners,
  listPartners,
  partnerInput,
  partnerSummary,
  requestPartnership,
  suspendPartner,
} from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const wish = (name: string, email = anAddress()) => ({ name, email, password: PASSWORD });

test("a partner comes with its owner, its zone from the beginning of time, and 70 percent", async () => {
  const made = granted(await createPartner({ ...wish("Księgarnia „Pod Lipą”"), timeZone: "Europe/Warsaw" }, someone));
  expect(made.slug).toBe("ksiegarnia-pod-lipa");
  expect(await partnerSummary(made.partnerId)).toMatchObject({
    id: made.partnerId,
    name: "Księgarnia „Pod Lipą”",
    status: "none",
    timeZone: "Europe/Warsaw",
    scheduledTimeZone: null,
    shareBasisPoints: 7000,
    partnershipRequestedAt: null,
    note: null,
  });
  const { rows } = await testPool().query("SELECT effective_from FROM partner_time_zones WHERE partner_id = $1", [made.partnerId]);
  expect(rows).toEqual([{ effective_from: new Date(0) }]);
  const members = await testPool().query("SELECT account_id, role FROM members WHERE partner_id = $1", [made.partnerId]);
  expect(members.rows).toEqual([{ account_id: made.accountId, role: "owner" }]);
});

test("who signs up is the one who did it", async () => {
  const made = granted(await createPartner(wish("Self"), "self"));
  const [told] = await auditOf(made.partnerId);
  expect(told).toMatchObject({ action: "partner.created", actor_kind: "account", actor_id: made.accountId });
  expect((await auditOf(made.accountId))[0]).toMatchObject({ action: "account.created", actor_kind: "account", actor_id: made.accountId });
});

test("who signs up decides neither about the partnership nor about the share", async () => {
  const { partnerId } = granted(await createPartner({ ...wish("Greedy"), active: true, sharePercent: 100 }, "self"));
  expect(await partnerSummary(partnerId)).toMatchObject({ status: "none", shareBasisPoints: 7000 });
});

test("an address that is taken makes no partner", async () => {
  const email = anAddress();
  granted(await createPartner(wish("First", email), someone));
  expect(await createPartner(wish("Second of that address", email), someone)).toEqual({ ok: false, reason: "email_taken" });
  expect(await findPartner("second-of-that-address")).toBeNull();
});

test("a double click on sign-up makes one partner", async () => {
  const email = anAddress();
  const outcomes = await Promise.all([1, 2, 3].map(() => createPartner(wish("Twice", email), "self")));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  expect(await findPartner("twice-2")).toBeNull();
});

test("of many namesakes at once each gets a slug of its own", async () => {
  const made = await Promise.all([1, 2, 3, 4, 5].map(() => createPartner(wish("Namesake"), someone)));
  const slugs = made.map((outcome) => granted(outcome).slug).sort();
  expect(slugs).toEqual(["namesake", "namesake-2", "namesake-3", "namesake-4", "namesake-5"]);
});

test("a zone that nobody knows, or is no zone, is refused", async () => {
  for (const timeZone of ["Mars/Base", "+02:00", "posix/Europe/Warsaw", "europe/warsaw", "'; DROP TABLE partners", "Factory", ""]) {
    expect(await createPartner({ ...wish("Zoned"), timeZone }, someone)).toEqual({ ok: false, reason: "time_zone_unknown" });
  }
});

test("id and slug find the partner; anything else finds none", async () => {
  const partner = await aPartner({ name: "Findable" });
  expect((await findPartner(partner.id))?.slug).toBe("findable");
  expect((await findPartner("findable"))?.id).toBe(partner.id);
  for (const odd of ["", "Findable", "a b", "nul\u0000", NIL_ID, "%", partner.id.toUpperCase()]) expect(await findPartner(odd)).toBeNull();
  expect(await partnerSummary("findable")).toBeNull();
});

test("the operator's lists tell partners by where they stand", async () => {
  const suspended = await aPartner({ name: "Listed suspended" });
  await suspendPartner(suspended.id, someone);
  const active = await aPartner({ name: "Listed active" });
  const none = await aPartner({ name: "Listed none", active: false });
  const ids = async (status?: "none" | "active" | "suspended") =>
    (await listPartners({ status, order: "newest", limit: 100 })).partners.map(({ id }) => id);
  expect(await ids("suspended")).toEqual([suspended.id]);
  expect(await ids("active")).toContain(active.id);
  expect(await ids("active")).not.toContain(suspended.id);
  expect(await ids("none")).toContain(none.id);
  expect(await ids()).toEqual(expect.arrayContaining([suspended.id, active.id, none.id]));
});

test("the operator's list is found by a part of a name, in which % and _ are letters, and leafed through without a gap or a double", async () => {
  const names = ["Paged beta", "Paged Alpha", "Paged 100% gamma", "Paged_delta", "Paged beta"];
  const made = await Promise.all(names.map((name) => aPartner({ name })));
  const page = (after?: string) => listPartners({ search: "pAGED", order: "name", limit: 2, ...(after ? { after } : {}) });
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more;) {
    const found = await page(after);
    seen.push(...found.partners.map(({ id }) => id));
    ({ more } = found);
    after = seen.at(-1);
  }
  expect(seen.toSorted()).toEqual(made.map(({ id }) => id).toSorted());
  const named = async (search: string) => (await listPartners({ search, order: "newest", limit: 9 })).partners.map(({ name }) => name);
  expect(await named("d%")).toEqual([]);
  expect(await named("0% g")).toEqual(["Paged 100% gamma"]);
  expect(await named("d_d")).toEqual(["Paged_delta"]);
  expect(await named("\\")).toEqual([]);
});

test("those who ask for partnership come longest waiting first", async () => {
  const [later, sooner] = [await aPartner({ active: false }), await aPartner({ active: false })];
  await requestPartnership(sooner.id, null, someone);
  await requestPartnership(later.id, null, someone);
  const asking = (await listAskingPartners()).map(({ id }) => id);
  expect(asking.indexOf(sooner.id)).toBeLessThan(asking.indexOf(later.id));
  expect(asking).toContain(later.id);
});

test("a form's mistakes are told in sentences", () => {
  const parsed = partnerInput.safeParse({ name: " ", email: "x", password: "short", sharePercent: 100.001 });
  expect(parsed.error?.issues.map((issue) => issue.path[0])).toEqual(["name", "email", "password", "sharePercent", "sharePercent"]);
  expect(partnerInput.parse({ ...wish("Fine"), sharePercent: 62.55 }).sharePercent).toBe(62.55);
});
