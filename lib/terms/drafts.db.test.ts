import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anEndUser, granted, someone } from "@/lib/testing/fixtures";
import { aTermsText } from "@/lib/testing/terms";
import { findDocument, findDraft, findVersion, listDocuments, previewDraft, publishDraft, saveDraft, type TermsInput, termsInput } from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(() => testPool().query("TRUNCATE terms_documents, terms_drafts, end_users CASCADE"));

const text = (more: Partial<TermsInput> = {}) =>
  termsInput.parse({
    slug: "use",
    title: "Use",
    markdown: "# New\n",
    country: null,
    language: "en",
    mandatory: true,
    effectiveAt: null,
    ...more,
  });

test("a preview tells what publishing makes, whom it asks and which languages go; it asks nobody for a translation or an optional document", async () => {
  const [spain, , tests] = [await anEndUser(), await anEndUser(), await anEndUser()];
  await testPool().query("UPDATE end_users SET country = 'ES' WHERE id = $1", [spain.id]);
  await testPool().query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [tests.id]);
  const preview = async (more: Partial<TermsInput> = {}) => previewDraft(await saveDraft(text(more), null));
  expect(await preview()).toMatchObject({ kind: "version", version: 1, known: false, asked: 2, before: null, languagesGone: [] });
  await aTermsText({ slug: "use", markdown: "# Old\n" });
  await aTermsText({ slug: "use", language: "es" });
  expect(await preview()).toMatchObject({
    version: 2,
    known: true,
    asked: 2,
    before: { version: 1, markdown: "# Old\n" },
    languagesGone: ["es"],
  });
  expect(await preview({ language: "pl" })).toMatchObject({ kind: "translation", version: 1, asked: 0, languagesGone: [] });
  expect(await preview({ country: "ES" })).toMatchObject({ kind: "version", version: 1, asked: 1 });
  await aTermsText({ slug: "use", country: "ES" });
  expect(await preview()).toMatchObject({ asked: 1 });
  expect(await preview({ slug: "news", mandatory: false })).toMatchObject({ mandatory: false, asked: 0 });
  expect(await previewDraft(newId())).toBeNull();
});

test("of two that press Publish at once one publishes, and the draft is gone; what was not told is not done, and the draft stays", async () => {
  const draftId = await saveDraft(text(), null);
  const told = { kind: "version", version: 1 } as const;
  expect(await publishDraft(draftId, { kind: "version", version: 2 }, someone)).toMatchObject({ reason: "published_meanwhile" });
  expect(await findDraft(draftId)).toEqual(text());
  const outcomes = await Promise.all([publishDraft(draftId, told, someone), publishDraft(draftId, told, someone)]);
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await publishDraft(draftId, told, someone)).toMatchObject({ reason: "draft_unknown" });
  expect(await findDraft(draftId)).toBeNull();
});

test("a draft is written over by its own form; a translation begins when its version does", async () => {
  await aTermsText({ slug: "use" });
  const later = new Date("2100-01-01T00:00:00Z");
  const draftId = await saveDraft(text({ language: "es" }), null);
  expect(await saveDraft(text({ language: "es", title: "Uso", effectiveAt: later }), draftId)).toBe(draftId);
  granted(await publishDraft(draftId, { kind: "translation", version: 1 }, someone));
  expect(await listDocuments()).toMatchObject([{ slug: "use", versions: [{ version: 1, state: "in_force", languages: ["en", "es"] }] }]);
});

test("a document shows each version where it stands, and a version its texts with those before them", async () => {
  const first = await aTermsText({ slug: "use", markdown: "# Old\n" });
  const second = await aTermsText({ slug: "use", markdown: "# New\n" });
  await aTermsText({ slug: "use", effectiveAt: new Date("2100-01-01T00:00:00Z") });
  const document = await findDocument(first.documentId);
  expect(document?.versions.map(({ version, state }) => `${version} ${state}`)).toEqual(["3 scheduled", "2 in_force", "1 superseded"]);
  expect(await findVersion(second.versionId)).toMatchObject({ texts: [{ language: "en", before: { version: 1, markdown: "# Old\n" } }] });
  for (const nothing of [newId(), "x"]) expect([await findDocument(nothing), await findVersion(nothing)]).toEqual([null, null]);
});
