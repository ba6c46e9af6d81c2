import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../id";
import { suspendPartner } from "../partners";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, anAppInput, aPartner, auditOf, granted, someone } from "../testing/fixtures";
import {
  createApp,
  discardDraft,
  editApp,
  findApp,
  listApps,
  listAppsForReview,
  publishApp,
  rejectApp,
  resumeApp,
  submitApp,
  suspendApp,
  withdrawApp,
} from ".";

let database: TestDatabase;
let partner: { id: string };
beforeAll(async () => {
  database = await testDatabase();
  partner = await aPartner();
});
afterAll(() => database.drop());

const input = anAppInput;

const steps = {
  edit: (id: string) => editApp(partner.id, id, { ...input, name: "Edited" }, someone),
  submit: (id: string) => submitApp(partner.id, id, someone),
  withdraw: (id: string) => withdrawApp(partner.id, id, someone),
  discard: (id: string) => discardDraft(partner.id, id, someone),
  publish: (id: string) => publishApp(id, someone),
  publishDraft: (id: string) => publishApp(id, someone, { draftToo: true }),
  reject: (id: string) => rejectApp(id, "Say more.", someone),
  suspend: (id: string) => suspendApp(id, someone),
  resume: (id: string) => resumeApp(id, someone),
};
type Step = keyof typeof steps;

const arrivals = {
  draft: [],
  review: ["submit"],
  published: ["submit", "publish"],
  "published with a draft": ["publishDraft", "edit"],
  "published, next in review": ["publishDraft", "edit", "submit"],
  suspended: ["publishDraft", "suspend"],
} as const satisfies Record<string, readonly Step[]>;

// status, or status (pending), or the reason of the refusal
const table: Record<keyof typeof arrivals, Record<Step, string>> = {
  draft: {
    edit: "→ draft",
    submit: "→ review",
    withdraw: "not_in_review",
    discard: "never_published",
    publish: "not_in_review",
    publishDraft: "→ published",
    reject: "not_in_review",
    suspend: "→ suspended",
    resume: "not_suspended",
  },
  review: {
    edit: "in_review",
    submit: "in_review",
    withdraw: "→ draft",
    discard: "in_review",
    publish: "→ published",
    publishDraft: "→ published",
    reject: "→ draft",
    suspend: "→ suspended",
    resume: "not_suspended",
  },
  published: {
    edit: "→ published (draft)",
    submit: "no_draft",
    withdraw: "not_in_review",
    discard: "no_draft",
    publish: "nothing_to_publish",
    publishDraft: "nothing_to_publish",
    reject: "not_in_review",
    suspend: "→ suspended",
    resume: "not_suspended",
  },
  "published with a draft": {
    edit: "→ published (draft)",
    submit: "→ published (review)",
    withdraw: "not_in_review",
    discard: "→ published",
    publish: "not_in_review",
    publishDraft: "→ published",
    reject: "not_in_review",
    suspend: "→ suspended (draft)",
    resume: "not_suspended",
  },
  "published, next in review": {
    edit: "in_review",
    submit: "in_review",
    withdraw: "→ published (draft)",
    discard: "in_review",
    publish: "→ published",
    publishDraft: "→ published",
    reject: "→ published (draft)",
    suspend: "→ suspended (review)",
    resume: "not_suspended",
  },
  suspended: {
    edit: "→ suspended (draft)",
    submit: "no_draft",
    withdraw: "not_in_review",
    discard: "no_draft",
    publish: "nothing_to_publish",
    publishDraft: "nothing_to_publish",
    reject: "not_in_review",
    suspend: "already_suspended",
    resume: "→ published",
  },
};

describe("every step from every state", () => {
  for (const [state, outcomes] of Object.entries(table)) {
    for (const [step, outcome] of Object.entries(outcomes)) {
      test(`${state}: ${step} ${outcome}`, async () => {
        const { id } = await anApp(partner.id, { published: false });
        for (const earlier of arrivals[state as keyof typeof arrivals]) granted<unknown>(await steps[earlier](id));
        const before = (await auditOf(id)).length;
        const result = await steps[step as Step](id);
        const app = await findApp(id, partner.id);
        const stands = `→ ${app?.status}${app?.pending ? ` (${app.pending})` : ""}`;
        expect(result.ok ? stands : result.reason).toBe(outcome);
        expect((await auditOf(id)).length - before).toBe(result.ok ? 1 : 0);
      });
    }
  }
});

test("users keep the published revision until the next one is approved", async () => {
  const monthly = { minor: 499, currency: "EUR", period: "month" } as const;
  const { id } = await anApp(partner.id);
  granted(await editApp(partner.id, id, { ...input, name: "New name", price: monthly }, someone));
  expect(await findApp(id, partner.id)).toMatchObject({
    name: "Shop",
    published: { name: "Shop", price: null },
    working: { name: "New name", price: monthly },
  });
  granted(await submitApp(partner.id, id, someone));
  granted(await publishApp(id, someone));
  expect(await findApp(id, partner.id)).toMatchObject({ name: "New name", published: { name: "New name" }, working: null });
  const { rows } = await testPool().query("SELECT state FROM app_revisions WHERE app_id = $1 ORDER BY id", [id]);
  expect(rows).toEqual([{ state: "superseded" }, { state: "published" }]);
});

test("a rejected app is a draft with the operator's note, until it is submitted again", async () => {
  const { id } = await anApp(partner.id, { published: false });
  granted(await submitApp(partner.id, id, someone));
  granted(await rejectApp(id, "Say more.", someone));
  expect((await findApp(id, partner.id))?.working).toMatchObject({ state: "draft", reviewNote: "Say more.", submittedAt: null });
  granted(await submitApp(partner.id, id, someone));
  expect((await findApp(id, partner.id))?.working).toMatchObject({ state: "review", reviewNote: null });
});

test("the operator approves what was looked at, not what was handed in since", async () => {
  const { id } = await anApp(partner.id, { published: false });
  granted(await submitApp(partner.id, id, someone));
  const seen = (await findApp(id, null))?.working?.submittedAt ?? undefined;
  granted(await withdrawApp(partner.id, id, someone));
  granted(await editApp(partner.id, id, { ...input, serviceUrl: "https://elsewhere.example/" }, someone));
  await new Promise((resolve) => setTimeout(resolve, 2));
  granted(await submitApp(partner.id, id, someone));
  expect(await publishApp(id, someone, { submittedAt: seen })).toEqual({ ok: false, reason: "submission_changed" });
  const now = (await findApp(id, null))?.working?.submittedAt ?? undefined;
  expect((await publishApp(id, someone, { submittedAt: now })).ok).toBe(true);
});

test("without an active partnership nothing leaves the draft", async () => {
  const newcomer = await aPartner({ active: false });
  const { id } = await anApp(newcomer.id, { published: false });
  expect(await submitApp(newcomer.id, id, someone)).toEqual({ ok: false, reason: "partnership_required" });
  expect(await publishApp(id, someone, { draftToo: true })).toEqual({ ok: false, reason: "partnership_required" });
  granted(await suspendPartner(newcomer.id, someone));
  expect(await submitApp(newcomer.id, id, someone)).toEqual({ ok: false, reason: "partner_suspended" });
});

test("a partner that is suspended while its app is in review is not published", async () => {
  const other = await aPartner();
  const { id } = await anApp(other.id, { published: false });
  granted(await submitApp(other.id, id, someone));
  granted(await suspendPartner(other.id, someone));
  expect(await publishApp(id, someone)).toEqual({ ok: false, reason: "partner_suspended" });
});

test("a draft may be plain http, and is neither submitted nor published so", async () => {
  const { id } = await anApp(partner.id, { published: false, serviceUrl: "http://shop.example/" });
  expect(await submitApp(partner.id, id, someone)).toEqual({ ok: false, reason: "url_not_https" });
  expect(await publishApp(id, someone, { draftToo: true })).toEqual({ ok: false, reason: "url_not_https" });
});

test("of two at once one does it, and never are two revisions published", async () => {
  const { id } = await anApp(partner.id, { published: false });
  for (const step of ["submit", "publish", "suspend", "resume"] as const) {
    const outcomes = await Promise.all([1, 2, 3].map(() => steps[step](id)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  }
  const edits = await Promise.all([1, 2, 3].map(() => steps.edit(id)));
  expect(edits.every((outcome) => outcome.ok)).toBe(true);
  const { rows } = await testPool().query("SELECT state FROM app_revisions WHERE app_id = $1 ORDER BY id", [id]);
  expect(rows).toEqual([{ state: "published" }, { state: "draft" }]);
});

test("of many apps of one name at once each gets a slug of its own", async () => {
  const made = await Promise.all([1, 2, 3, 4].map(() => createApp(partner.id, { ...input, name: "Same" }, someone)));
  expect(made.map((outcome) => granted(outcome).slug).sort()).toEqual(["same", "same-2", "same-3", "same-4"]);
});

test("somebody else's app, nobody's, and what is no id are unknown", async () => {
  const other = await aPartner();
  const { id, slug } = await anApp(other.id, { published: false });
  for (const appId of [id, newId(), "shop", ""]) {
    for (const step of ["edit", "submit", "withdraw", "discard"] as const)
      expect(await steps[step](appId)).toEqual({ ok: false, reason: "app_unknown" });
  }
  for (const step of ["publish", "reject", "suspend", "resume"] as const)
    expect(await steps[step]("shop")).toEqual({ ok: false, reason: "app_unknown" });
  expect(await findApp(id, partner.id)).toBeNull();
  expect(await findApp(slug, partner.id)).toBeNull();
  expect((await findApp(slug, null))?.id).toBe(id);
  expect(await createApp(newId(), input, someone)).toEqual({ ok: false, reason: "partner_unknown" });
});

test("lists: a partner sees its own apps, newest first; the operator what waits longest", async () => {
  const mine = await aPartner();
  const first = await anApp(mine.id, { name: "First", published: false });
  const second = await anApp(mine.id, { name: "Second", published: false });
  expect((await listApps(mine.id)).map(({ id }) => id)).toEqual([second.id, first.id]);
  granted(await submitApp(mine.id, second.id, someone));
  await new Promise((resolve) => setTimeout(resolve, 2));
  granted(await submitApp(mine.id, first.id, someone));
  const waiting = (await listAppsForReview()).filter(({ partnerId }) => partnerId === mine.id);
  expect(waiting.map(({ id }) => id)).toEqual([second.id, first.id]);
});

test("of two who edit one text the second is told, and overwrites nothing unseen", async () => {
  const { id } = await anApp(partner.id);
  const basedOn = (await findApp(id, partner.id))?.published?.version;
  granted(await editApp(partner.id, id, { ...input, name: "One" }, someone, { basedOn }));
  const second = { ...input, tagline: "Two" };
  expect(await editApp(partner.id, id, second, someone, { basedOn })).toEqual({ ok: false, reason: "draft_changed" });
  const seen = (await findApp(id, partner.id))?.working;
  expect(seen).toMatchObject({ name: "One", tagline: input.tagline });
  granted(await editApp(partner.id, id, second, someone, { basedOn: seen?.version }));
  expect((await findApp(id, partner.id))?.working).toMatchObject({ name: "Shop", tagline: "Two" });
});

test("of many who edit one text at once, each with an own, one is told yes", async () => {
  const { id } = await anApp(partner.id, { published: false });
  const basedOn = (await findApp(id, partner.id))?.working?.version;
  const edits = ["a", "b", "c", "d"].map((name) => ({ ...input, name }));
  const checked = await Promise.all(edits.map((edit) => editApp(partner.id, id, edit, someone, { basedOn })));
  expect(checked.filter(({ ok }) => ok)).toHaveLength(1);
  // Negative control: without what they were based on, all of them overwrite each other.
  const blind = await Promise.all(edits.map((edit) => editApp(partner.id, id, edit, someone)));
  expect(blind.filter(({ ok }) => ok)).toHaveLength(4);
});

test("the same text sent twice is no conflict", async () => {
  const { id } = await anApp(partner.id, { published: false });
  const basedOn = (await findApp(id, partner.id))?.working?.version;
  for (let sending = 0; sending < 2; sending += 1) granted(await editApp(partner.id, id, { ...input, name: "New" }, someone, { basedOn }));
});

test("the audit of an edit tells before and after", async () => {
  const { id } = await anApp(partner.id, { published: false });
  granted(await editApp(partner.id, id, { ...input, serviceUrl: "https://new.example/" }, someone));
  const { rows } = await testPool().query(
    "SELECT partner_id, before, after FROM audit_events WHERE subject_id = $1 AND action = 'app.draft_edited'",
    [id],
  );
  expect(rows).toMatchObject([
    { partner_id: partner.id, before: { serviceUrl: "https://shop.example/enter" }, after: { serviceUrl: "https://new.example/" } },
  ]);
});
