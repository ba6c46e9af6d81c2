import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { newSession } from "@/lib/people";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner, granted, someone } from "@/lib/testing/fixtures";
import { aTermsText } from "@/lib/testing/terms";
import { issuerInput } from "./issuer-input";
import { createIssuer } from "./manage";
import { enter } from "./store";

let database: TestDatabase;
let issuerId: string;
beforeAll(async () => {
  database = await testDatabase();
  const given = {
    redirectUrl: "https://alpha.example/",
    key: null,
    returnHosts: [],
    emailDomains: [],
    logoutUrl: null,
    maxLifetimeSeconds: 3600,
  };
  const input = issuerInput.parse({ iss: "acme", ...given });
  ({ issuerId } = granted(await createIssuer((await aPartner()).id, input, someone, { domainsApproved: true })));
});
afterAll(() => database.drop());
beforeEach(() => testPool().query("TRUNCATE terms_documents CASCADE"));

function comeIn(uuid: string, acceptsTerms: boolean, leadsTo = "/reader") {
  const { row: session } = newSession("a browser");
  const visitor = {
    uuid,
    jti: newId(),
    expiresAtMs: Date.parse("2100-01-01T00:00:00Z"),
    email: null,
    pictureUrl: null,
    acceptsTerms,
    intendedUrl: undefined,
    warnings: [],
  };
  const ids = { newUserId: newId(), eventId: newId(), requestId: newId() };
  return enter(gatewayDatabase(), {
    issuerId,
    visitor,
    session,
    sessionBefore: null,
    confirmed: false,
    detail: null,
    leadsTo,
    ...ids,
  });
}

const acceptancesOf = async (userId: string) =>
  (
    await testPool().query<Record<string, unknown>>(
      `SELECT a.version_id, a.source::text AS source, a.credential_id, a.language, a.accepted_at FROM terms_acceptances a WHERE a.end_user_id = $1`,
      [userId],
    )
  ).rows;
const continuationsOf = async (userId: string) =>
  (
    await testPool().query<{ to: string | null }>(
      "SELECT continue_to AS to FROM end_user_sessions WHERE end_user_id = $1 ORDER BY created_at",
      [userId],
    )
  ).rows.map(({ to }) => to);

test("P2-53: true is consent to exactly the mandatory versions in force, recorded once, with the issuer as its source", async () => {
  const uuid = newId();
  const use = await aTermsText({ slug: "use" });
  await aTermsText({ slug: "news", mandatory: false });
  await aTermsText({ slug: "use", effectiveAt: new Date("2100-01-01T00:00:00Z") });
  await aTermsText({ slug: "spain", country: "ES" });
  const row = await comeIn(uuid, true);
  expect(row).toMatchObject({ entered: true, termsDue: false });
  const stored = await acceptancesOf(row.endUserId);
  expect(stored).toMatchObject([{ version_id: use.versionId, source: "external-token", credential_id: issuerId, language: null }]);
  expect(await comeIn(uuid, true)).toMatchObject({ entered: true, termsDue: false });
  expect(await acceptancesOf(row.endUserId)).toEqual(stored);
});

test("P2-53: without it who has something to accept is let in, with terms due and their way kept; nothing published asks nobody", async () => {
  const uuid = newId();
  expect(await comeIn(uuid, false)).toMatchObject({ entered: true, termsDue: false });
  await aTermsText({ slug: "use" });
  const second = await comeIn(uuid, false, "https://alpha.example/books?a=1");
  expect(second).toMatchObject({ entered: true, termsDue: true });
  expect(await acceptancesOf(second.endUserId)).toEqual([]);
  expect((await comeIn(uuid, true)).termsDue).toBe(false);
  expect((await comeIn(uuid, false)).termsDue).toBe(false);
  await aTermsText({ slug: "use" });
  expect((await comeIn(uuid, false)).termsDue).toBe(true);
  expect(await continuationsOf(second.endUserId)).toEqual([null, "https://alpha.example/books?a=1", null, null, "/reader"]);
});

test("twenty first arrivals of one person at once, each with consent, store it once; a user is asked by their country's documents", async () => {
  const uuid = newId();
  const general = await aTermsText({ slug: "use" });
  const rows = await Promise.all(Array.from({ length: 20 }, () => comeIn(uuid, true)));
  expect(rows.every(({ entered, termsDue }) => entered && !termsDue)).toBe(true);
  const userId = rows[0]?.endUserId ?? "";
  const ids = new Set(rows.map(({ endUserId }) => endUserId));
  const { rows: users } = await testPool().query<{ id: string }>("SELECT end_user_id AS id FROM external_identities WHERE uuid = $1", [
    uuid,
  ]);
  expect(ids.has(users[0]?.id ?? "")).toBe(true);
  expect(await acceptancesOf(users[0]?.id ?? userId)).toMatchObject([{ version_id: general.versionId }]);
  await aTermsText({ slug: "use", country: "ES", language: "es" });
  expect((await comeIn(uuid, false)).termsDue).toBe(false);
  await testPool().query("UPDATE end_users SET country = 'ES' WHERE id = $1", [users[0]?.id]);
  expect((await comeIn(uuid, false)).termsDue).toBe(true);
});
