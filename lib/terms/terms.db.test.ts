import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anEndUser, granted, someone } from "@/lib/testing/fixtures";
import { aTermsText } from "@/lib/testing/terms";
import {
  acceptTerms,
  findReceipt,
  listAcceptances,
  listAcceptancesOf,
  listDueTerms,
  listInForce,
  setMandatory,
  termsInput,
  withdrawVersion,
} from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
// Each test has the platform's terms to itself.
beforeEach(() => testPool().query("TRUNCATE terms_documents CASCADE"));

async function aUserOf(country: string | null) {
  const user = await anEndUser();
  await testPool().query("UPDATE end_users SET country = $2 WHERE id = $1", [user.id, country]);
  return user;
}

const due = async (userId: string, languages: string[] = ["en"]) =>
  (await listDueTerms(userId, languages)).map(({ slug, version, text }) => `${slug} ${version} ${text.language}`);
const acceptShown = (userId: string, shown: { versionId: string; language: string }[]) =>
  transaction((tx) => acceptTerms(tx, userId, shown, { source: "portal", sessionId: null, requestId: newId() }));
const acceptAll = async (userId: string) =>
  acceptShown(
    userId,
    (await listDueTerms(userId, ["en"])).map(({ versionId, text }) => ({ versionId, language: text.language })),
  );

describe("publishing", () => {
  test("a language that the current version lacks is a translation of it, one that it has makes the next; lines count for themselves", async () => {
    const made = [
      await aTermsText({ slug: "use" }),
      await aTermsText({ slug: "use", language: "es" }),
      await aTermsText({ slug: "use" }),
      await aTermsText({ slug: "use", language: "es" }),
      await aTermsText({ slug: "use", country: "ES", language: "es" }),
      await aTermsText({ slug: "use", language: "pl" }),
    ];
    expect(made.map(({ kind, version }) => `${kind} ${version}`)).toEqual([
      "version 1",
      "translation 1",
      "version 2",
      "translation 2",
      "version 1",
      "translation 2",
    ]);
    expect(new Set(made.map(({ documentId }) => documentId)).size).toBe(1);
    const { rows } = await testPool().query<{ action: string }>("SELECT action FROM audit_events WHERE subject_id = $1 ORDER BY at, id", [
      made[0]?.documentId,
    ]);
    expect(rows.map(({ action }) => action.replace("terms.", ""))).toEqual(made.map(({ kind }) => `${kind}_published`));
  });

  test("of six that publish at once one makes the version, and no number is given twice", async () => {
    await aTermsText({ slug: "use" });
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => aTermsText({ slug: "use" })));
    const versions = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.version] : []));
    expect(new Set(versions).size).toBe(versions.length);
    expect(versions.length).toBeGreaterThan(0);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(String(outcome.reason)).toContain("published_meanwhile");
    const { rows } = await testPool().query("SELECT version FROM terms_versions GROUP BY document_id, version HAVING count(*) > 1");
    expect(rows).toEqual([]);
  });

  test("the harness can fail: without the unique key twelve that publish at once make a number twice", async () => {
    await testPool().query("CREATE TABLE unkeyed (version int)");
    const publish = async () => {
      const { rows } = await testPool().query<{ next: number }>("SELECT coalesce(max(version), 0) + 1 AS next FROM unkeyed");
      await testPool().query("INSERT INTO unkeyed VALUES ($1)", [rows[0]?.next]);
    };
    await Promise.all(Array.from({ length: 12 }, publish));
    const { rows } = await testPool().query("SELECT version FROM unkeyed GROUP BY version HAVING count(*) > 1");
    expect(rows.length).toBeGreaterThan(0);
  });

  test("a text is kept as the file has it, with its SHA-256, and nobody can change it or an acceptance", async () => {
    const { versionId } = await aTermsText({ markdown: "\n# One\r\n\r\nŻółć.  \n" });
    const { rows } = await testPool().query<{ markdown: string; sha: string }>(
      "SELECT markdown, encode(sha256, 'hex') AS sha FROM terms_texts WHERE version_id = $1",
      [versionId],
    );
    const text = "\n# One\n\nŻółć.  \n";
    expect(rows).toEqual([{ markdown: text, sha: createHash("sha256").update(text).digest("hex") }]);
    await expect(testPool().query("UPDATE terms_texts SET markdown = 'x'")).rejects.toThrow("never changed");
    const user = await anEndUser();
    granted(await acceptAll(user.id));
    await expect(testPool().query("UPDATE terms_acceptances SET accepted_at = now()")).rejects.toThrow("never changed");
  });

  test("what is no short name, country, language or time to come is refused, and so is a text that cannot be shown", () => {
    const good = { slug: "use", title: "T", markdown: "x", country: null, language: "en", mandatory: true, effectiveAt: null };
    expect(termsInput.safeParse(good).success).toBe(true);
    const bad: object[] = [
      { slug: "Use" },
      { slug: "" },
      { title: "" },
      { title: "a\nb" },
      { markdown: " \n " },
      { markdown: "\u202e" },
      { markdown: "x".repeat(50_001) },
      { country: "es" },
      { country: "XX" },
      { language: "ES" },
      { language: "qqz" },
      { effectiveAt: new Date(0) },
    ];
    for (const wrong of bad) expect(termsInput.safeParse({ ...good, ...wrong }).success, JSON.stringify(wrong)).toBe(false);
  });
});

describe("what applies to whom", () => {
  test("the line of the user's country, else the one without; optional documents are asked of nobody", async () => {
    await aTermsText({ slug: "use" });
    await aTermsText({ slug: "use", country: "ES", language: "es" });
    await aTermsText({ slug: "privacy", country: "PL", language: "pl" });
    await aTermsText({ slug: "news", mandatory: false });
    expect(await due((await aUserOf(null)).id)).toEqual(["use 1 en"]);
    expect(await due((await aUserOf("ES")).id)).toEqual(["use 1 es"]);
    expect(await due((await aUserOf("PL")).id)).toEqual(["privacy 1 pl", "use 1 en"]);
    expect((await listInForce("ES", [])).map(({ slug, country }) => [slug, country])).toEqual([
      ["use", "ES"],
      ["news", null],
    ]);
  });

  test("the reader's languages in their order, else English, else the first that was published", async () => {
    const user = await aUserOf(null);
    await aTermsText({ slug: "use", language: "pl" });
    await aTermsText({ slug: "use", language: "es" });
    expect(await due(user.id, ["de"])).toEqual(["use 1 pl"]);
    await aTermsText({ slug: "use", language: "en" });
    expect(await due(user.id, ["de"])).toEqual(["use 1 en"]);
    expect(await due(user.id, ["de", "es", "pl"])).toEqual(["use 1 es"]);
  });

  test("a version begins at its time by the database's clock, and the highest number that has begun is in force", async () => {
    const user = await aUserOf(null);
    await aTermsText({ slug: "use" });
    const later = await aTermsText({ slug: "use", effectiveAt: new Date("2100-01-01T00:00:00Z") });
    expect(await due(user.id)).toEqual(["use 1 en"]);
    await testPool().query("UPDATE terms_versions SET effective_at = now() WHERE id = $1", [later.versionId]);
    expect(await due(user.id)).toEqual(["use 2 en"]);
    granted(await withdrawVersion(later.versionId, someone));
    expect(await due(user.id)).toEqual(["use 1 en"]);
    expect((await aTermsText({ slug: "use" })).version).toBe(3);
  });

  test("a new version asks again, a translation does not; what was accepted before is told with it", async () => {
    const user = await aUserOf(null);
    await aTermsText({ slug: "use", markdown: "# Old" });
    granted(await acceptAll(user.id));
    await aTermsText({ slug: "use", language: "es" });
    expect(await due(user.id)).toEqual([]);
    await aTermsText({ slug: "use", markdown: "# New" });
    expect(await listDueTerms(user.id, ["en"])).toMatchObject([{ version: 2, before: { version: 1, markdown: "# Old" } }]);
  });

  test("making a document optional ends the asking, and mandatory again begins it", async () => {
    const user = await aUserOf(null);
    const { documentId } = await aTermsText({ slug: "use" });
    granted(await setMandatory(documentId, false, someone));
    expect(await setMandatory(documentId, false, someone)).toMatchObject({ reason: "already_so" });
    expect(await due(user.id)).toEqual([]);
    granted(await setMandatory(documentId, true, someone));
    expect(await due(user.id)).toEqual(["use 1 en"]);
    expect(await setMandatory(newId(), true, someone)).toMatchObject({ reason: "document_unknown" });
  });
});

describe("accepting", () => {
  test("exactly what was shown is stored, with the text's language and hash; six presses store it once", async () => {
    const user = await aUserOf(null);
    const { versionId } = await aTermsText({ slug: "use", title: "Use", markdown: "# One\n" });
    await aTermsText({ slug: "use", language: "es", title: "Uso" });
    const shown = [{ versionId, language: "es" }];
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => acceptShown(user.id, shown)));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    const stored = await listAcceptancesOf(user.id);
    expect(stored).toMatchObject([{ slug: "use", title: "Uso", version: 1, language: "es", source: "portal", through: null }]);
    const receipt = await findReceipt(stored[0]?.id ?? "");
    expect(receipt).toMatchObject({
      endUser: { id: user.id },
      texts: [{ language: "es", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown }],
    });
    expect((await listAcceptances({ documentId: null, endUserId: user.id }, null)).entries).toHaveLength(1);
    expect((await listAcceptances({ documentId: newId(), endUserId: null }, null)).entries).toHaveLength(0);
    expect(await findReceipt(newId())).toBeNull();
  });

  test("a version that was published while somebody read is not accepted unseen, and nothing is stored", async () => {
    const user = await aUserOf(null);
    const first = await aTermsText({ slug: "use" });
    await aTermsText({ slug: "use" });
    expect(await acceptShown(user.id, [{ versionId: first.versionId, language: "en" }])).toMatchObject({ reason: "terms_changed" });
    expect(await acceptShown(user.id, [])).toMatchObject({ reason: "terms_changed" });
    expect(await listAcceptancesOf(user.id)).toEqual([]);
    granted(await acceptAll(user.id));
    expect(await due(user.id)).toEqual([]);
  });

  test("a version that was accepted cannot be withdrawn, nor a withdrawn one accepted, whichever comes first", async () => {
    for (let round = 0; round < 6; round += 1) {
      const [user, { versionId }] = [await aUserOf(null), await aTermsText({ slug: `race-${round}` })];
      const [withdrawn, accepted] = await Promise.all([
        withdrawVersion(versionId, someone),
        acceptShown(user.id, [{ versionId, language: "en" }]),
      ]);
      const { rows } = await testPool().query("SELECT FROM terms_acceptances WHERE version_id = $1", [versionId]);
      expect({ stored: rows.length, accepted: accepted.ok }).toEqual({ stored: withdrawn.ok ? 0 : 1, accepted: true });
      if (!withdrawn.ok) granted(await setMandatory((await documentOf(versionId)) ?? "", false, someone));
    }
    expect(await withdrawVersion(newId(), someone)).toMatchObject({ reason: "version_unknown" });
  });
});

async function documentOf(versionId: string): Promise<string | undefined> {
  const { rows } = await testPool().query<{ document_id: string }>("SELECT document_id FROM terms_versions WHERE id = $1", [versionId]);
  return rows[0]?.document_id;
}
