import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { editApp, findApp } from "../apps";
import { newId, NIL_ID } from "../id";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anAppInput, aPartner, granted, someone } from "../testing/fixtures";
import { ensureEventPartitions } from "./event-partitions";
import { findLoginEventByRequestId } from "./find-login-event";
import { listLoginEvents } from "./list-login-events";
import { recordRefusal } from "./login-event";

let database: TestDatabase;
let partnerId: string;
beforeAll(async () => {
  database = await testDatabase();
  await ensureEventPartitions(testPool(), new Date("2026-01-01T00:00:00Z"), 3);
});
afterAll(() => database.drop());
beforeEach(() => void (partnerId = newId()));

type Wish = {
  at?: string;
  partner?: string;
  kind?: string;
  protocol?: string;
  outcome?: string;
  reason?: string;
  app?: string;
  request?: string;
};

async function event(wish: Wish = {}): Promise<string> {
  const id = newId();
  const {
    at = "2026-01-15T12:00:00Z",
    partner = partnerId,
    kind = "login",
    protocol = "launch-token",
    outcome = "refused",
    reason = "token_used",
    app = null,
    request = newId(),
  } = wish;
  await testPool().query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, app_id, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [partner, at, id, kind, protocol, outcome, reason, app, request],
  );
  return id;
}
const ids = async (filter: Partial<Parameters<typeof listLoginEvents>[0]> = {}) =>
  (await listLoginEvents({ partnerId, limit: 100, ...filter })).map(({ id }) => id);

test("newest first, over months, the default partition included", async () => {
  const late = await event({ at: "2029-05-05T00:00:00Z" });
  const early = await event({ at: "2026-01-31T23:59:59Z" });
  const middle = await event({ at: "2026-02-01T00:00:00Z" });
  expect(await ids()).toEqual([late, middle, early]);
});

test("pages follow each other without a gap or a repetition, also among events of one instant", async () => {
  const made: string[] = [];
  for (let i = 0; i < 7; i += 1) made.push(await event({ at: i < 5 ? "2026-02-01T00:00:00.000Z" : "2026-01-31T23:59:59.999Z" }));
  const seen: string[] = [];
  let before: { at: Date; id: string } | undefined;
  for (
    let page = await listLoginEvents({ partnerId, limit: 2 });
    page.length > 0;
    page = await listLoginEvents({ partnerId, limit: 2, before })
  ) {
    seen.push(...page.map(({ id }) => id));
    before = page.at(-1);
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen)).toEqual(new Set(made));
});

test("every filter narrows, and all together", async () => {
  const wanted = await event({
    kind: "launch",
    protocol: "external-token",
    outcome: "accepted",
    reason: "accepted",
    at: "2026-01-20T00:00:00Z",
  });
  const other = await event();
  expect(await ids({ protocol: "external-token" })).toEqual([wanted]);
  expect(await ids({ outcome: "accepted" })).toEqual([wanted]);
  expect(await ids({ outcome: "refused" })).toEqual([other]);
  expect(await ids({ reason: "accepted" })).toEqual([wanted]);
  expect(await ids({ kind: "launch" })).toEqual([wanted]);
  expect(await ids({ since: new Date("2026-01-20T00:00:00Z") })).toEqual([wanted]);
  expect(
    await ids({
      protocol: "external-token",
      outcome: "accepted",
      reason: "accepted",
      kind: "launch",
      since: new Date("2026-01-01T00:00:00Z"),
    }),
  ).toEqual([wanted]);
  expect(await ids({ protocol: "portal-link" })).toEqual([]);
});

test("a partner never sees another's events; attempts of nobody knows whom are listed under no partner", async () => {
  const mine = await event();
  const foreign = await event({ partner: newId() });
  const nobodys = await event({ partner: NIL_ID });
  expect(await ids()).toEqual([mine]);
  const unknown = await listLoginEvents({ partnerId: null, limit: 100 });
  expect(unknown.map(({ id }) => id)).toContain(nobodys);
  expect(unknown.map(({ id }) => id)).not.toContain(foreign);
  expect(unknown.every((row) => row.partnerId === null)).toBe(true);
});

test("an event names its app as users know it", async () => {
  const partner = await aPartner();
  const app = await anApp(partner.id, { name: "Published name" });
  granted(await editApp(partner.id, app.id, { ...anAppInput, name: "Draft name" }, someone));
  expect((await findApp(app.id, null))?.working?.name).toBe("Draft name");
  await event({ partner: partner.id, app: app.id });
  expect(await listLoginEvents({ partnerId: partner.id, limit: 1 })).toMatchObject([{ appId: app.id, appName: "Published name" }]);
});

test("what cannot be in the table is not asked for", async () => {
  await event();
  expect(await ids({ partnerId: "acme" })).toEqual([]);
  expect(await ids({ reason: "nul\u0000" })).toEqual([]);
  expect(await ids({ before: { at: new Date("x"), id: newId() } })).toEqual([]);
  expect(await ids({ before: { at: new Date(), id: "x" } })).toEqual([]);
  expect(await ids({ limit: 0 })).toHaveLength(1);
});

test("a request id finds its event, for its own partner alone", async () => {
  const requestId = newId();
  await recordRefusal(testPool(), {
    kind: "login",
    protocol: "launch-token",
    reason: "token_used",
    partnerId,
    appId: null,
    credentialId: null,
    endUserId: null,
    loginTokenId: null,
    requestId,
    test: false,
  });
  expect(await findLoginEventByRequestId(partnerId, requestId)).toMatchObject({
    requestId,
    reason: "token_used",
    protocol: "launch-token",
  });
  expect(await findLoginEventByRequestId(newId(), requestId)).toBeNull();
  expect(await findLoginEventByRequestId(partnerId, newId())).toBeNull();
  for (const odd of [
    "",
    "x",
    NIL_ID,
    requestId.toUpperCase(),
    "f47ac10b-58cc-4372-a567-0e02b2c3d479",
    "ffffffff-ffff-7fff-bfff-ffffffffffff",
  ]) {
    expect(await findLoginEventByRequestId(partnerId, odd)).toBeNull();
  }
});

/** The plan of the statement that `work` runs. Small tables are scanned whole whatever their keys, so that is forbidden here. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  const spy = vi.spyOn(testPool(), "query");
  await work();
  const [text, values] = spy.mock.calls[0] as unknown as [string, unknown[]];
  spy.mockRestore();
  const client = await testPool().connect();
  try {
    await client.query("BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, COSTS off, TIMING off) ${text}`, values);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

test("a page reads the key backwards, and looks at no event but those it shows", async () => {
  for (let i = 0; i < 50; i += 1) await event({ at: `2026-01-15T12:00:${String(i).padStart(2, "0")}Z` });
  const first = await planOf(() => listLoginEvents({ partnerId, limit: 5 }));
  expect(first).toMatch(/Index Scan Backward using login_events_2026_01_pkey.*\(actual rows=[56]/);
  const before = { at: new Date("2026-01-15T12:00:25Z"), id: NIL_ID };
  const next = await planOf(() => listLoginEvents({ partnerId, limit: 5, before }));
  expect(next).toMatch(/Index Scan Backward using login_events_2026_01_pkey.*\(actual rows=[56]/);
  // Months after the place where the page begins are not even opened.
  expect(next).not.toContain("login_events_2026_02");
});

test("a request id is looked for in the minutes around it, not in every month", async () => {
  const plan = await planOf(() => findLoginEventByRequestId(partnerId, "019bc000-0000-7000-8000-000000000000"));
  expect(plan).toMatch(/Index Scan.* using login_events_2026_01_pkey/);
  expect(plan).not.toContain("login_events_2026_02");
});
