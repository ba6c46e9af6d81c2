import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { aPartner, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { publishTestTerms } from "@/lib/testing/country-terms";
import { acceptTerms } from "./enrolment-store";
import { createApiClient, disableApiClient } from "./manage";
import { findLiveSession } from "./session-store";
import { signIn, USERS_PER_SIGNATURE } from "./store";
import type { SaidUser } from "./verify";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function aClient() {
  const partner = await aPartner();
  const input = { name: "Shop", parentOrigins: [], callerAddresses: [], sessionLifeSeconds: 7200, strictMode: false };
  const { clientId, apiKey } = await createApiClient(partner.id, input, someone);
  return { id: clientId, apiKey, partnerId: partner.id };
}
type Client = Awaited<ReturnType<typeof aClient>>;

const said = (externalId: string, more: Partial<SaidUser> = {}): SaidUser => ({
  externalId,
  country: "ES",
  email: null,
  referralCode: null,
  warnings: [],
  ...more,
});

function call(client: Client, user: SaidUser, more: { nonce?: string; signatureHash?: Buffer } = {}) {
  const { nonce = null, signatureHash = randomBytes(32) } = more;
  const ids = { newUserId: newId(), tokenId: newId(), eventId: newId(), requestId: newId() };
  return signIn(gatewayDatabase(), { clientId: client.id, user, signatureHash, nonce, detail: {}, ...ids });
}

type Asked = { endUserId: string; enrolments: number; versions: readonly string[] };
async function asked(client: Client, user: SaidUser): Promise<Asked> {
  const row = await call(client, user);
  if (row.outcome !== "terms_required") throw new Error(`the outcome is ${row.outcome}`);
  return row.enrolment;
}

function accept(client: Client, externalId: string, { endUserId, enrolments }: Asked, versions: readonly string[]) {
  const shown = versions.map((versionId) => ({ versionId, language: "en" }));
  const enrolment = { jti: newId(), apiKey: client.apiKey, externalId, endUserId, enrolments, expired: false };
  return acceptTerms(gatewayDatabase(), { enrolment, shown, tokenId: newId(), eventId: newId(), requestId: newId() });
}

async function enrolled(client: Client, externalId: string, user = said(externalId)) {
  const facts = await asked(client, user);
  const row = await accept(client, externalId, facts, facts.versions);
  if (row.outcome !== "accepted") throw new Error(`the outcome is ${row.outcome}`);
  return row.token;
}

const count = async (sql: string, ...values: unknown[]) =>
  (await testPool().query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`, values)).rows[0]?.count;

const eventsOf = async (clientId: string) =>
  (
    await testPool().query<{ outcome: string; reason: string }>(
      "SELECT outcome::text, reason FROM login_events WHERE credential_id = $1 ORDER BY id",
      [clientId],
    )
  ).rows;

describe("the signing-in statement", () => {
  test("P3-02 P3-01: a new user is asked for the terms, one who accepted them is in, one event each time", async () => {
    const [client, version] = [await aClient(), (await publishTestTerms(testPool(), "ES")).versionId];
    const facts = await asked(client, said("e1"));
    expect(facts).toMatchObject({ enrolments: 0 });
    expect(facts.versions).toContain(version);
    expect((await accept(client, "e1", facts, facts.versions)).outcome).toBe("accepted");
    const row = await call(client, said("e1"));
    expect(row).toMatchObject({ outcome: "signed_in", token: { endUserId: facts.endUserId }, manyUsers: false });
    if (row.outcome === "signed_in") expect(row.token.expiresAt - row.token.issuedAt).toBe(7200);
    expect(await eventsOf(client.id)).toEqual([
      { outcome: "refused", reason: "terms_required" },
      { outcome: "accepted", reason: "accepted" },
      { outcome: "accepted", reason: "accepted" },
    ]);
  });

  test("P3-23: a hundred first calls of one user at once make one user", async () => {
    const client = await aClient();
    const rows = await Promise.all(Array.from({ length: 100 }, () => call(client, said("first"))));
    const ids = new Set(rows.map((row) => (row.outcome === "terms_required" ? row.enrolment.endUserId : row.outcome)));
    expect(ids.size).toBe(1);
    expect(await count("client_identities WHERE client_id = $1", client.id)).toBe(1);
    const [id] = ids;
    expect(await count("end_users WHERE id = $1", id)).toBe(1);
    const orphans = "end_users u WHERE u.email IS NULL AND NOT EXISTS (SELECT FROM client_identities x WHERE x.end_user_id = u.id)";
    expect(await count(orphans)).toBe(0);
  });

  test("the harness can fail: users who are looked for before they are written are made many times", async () => {
    const client = await aClient();
    const find = () => testPool().query("SELECT FROM client_identities WHERE client_id = $1 AND external_id = 'x'", [client.id]);
    const found = await Promise.all(Array.from({ length: 8 }, find));
    expect(found.filter(({ rowCount }) => rowCount === 0)).toHaveLength(8);
  });

  test("who is meant is (client, external id), exactly spelled; another client's user is another", async () => {
    const [one, other] = [await aClient(), await aClient()];
    const users = [asked(one, said("e1")), asked(one, said("E1")), asked(one, said(" e1")), asked(other, said("e1"))];
    expect(new Set((await Promise.all(users)).map(({ endUserId }) => endUserId)).size).toBe(4);
    expect((await asked(one, said("e1"))).endUserId).toBe((await users[0])?.endUserId);
  });

  test("P3-19 P3-20: an e-mail is a claim of this client alone; the first referral code stays", async () => {
    const client = await aClient();
    const email = "shared@people.example";
    await asked(client, said("e1", { email, referralCode: "=HYPERLINK(1)" }));
    await asked(client, said("e1", { country: "PT", referralCode: "LATER" }));
    const { rows } = await testPool().query(
      "SELECT x.country, x.email, x.referral_code, u.email AS own FROM client_identities x JOIN end_users u ON u.id = x.end_user_id WHERE client_id = $1",
      [client.id],
    );
    expect(rows).toEqual([{ country: "PT", email, referral_code: "=HYPERLINK(1)", own: null }]);
  });

  test("P3-26: a client that was disabled, a partner or user that was suspended since then sign nobody in", async () => {
    const client = await aClient();
    const { endUserId } = await enrolled(client, "e1");
    await testPool().query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [endUserId]);
    expect(await call(client, said("e1"))).toEqual({ outcome: "user_suspended", endUserId });
    await testPool().query("UPDATE end_users SET suspended_at = NULL WHERE id = $1", [endUserId]);
    granted(await disableApiClient(client.id, null, someone));
    expect(await call(client, said("e1"))).toEqual({ outcome: "client_inactive" });
    const other = await aClient();
    await testPool().query("UPDATE partners SET suspended_at = now() WHERE id = $1", [other.partnerId]);
    expect(await call(other, said("e1"))).toEqual({ outcome: "client_inactive" });
    expect(await count("client_identities WHERE client_id = $1", other.id)).toBe(0);
  });

  test("P3-14: of sixty calls with one nonce at once, one signs in", async () => {
    const client = await aClient();
    await enrolled(client, "e1");
    const rows = await Promise.all(Array.from({ length: 60 }, () => call(client, said("e1"), { nonce: "n".repeat(20) })));
    expect(rows.filter(({ outcome }) => outcome === "signed_in")).toHaveLength(1);
    expect(rows.filter(({ outcome }) => outcome === "nonce_repeated")).toHaveLength(59);
    expect(await count("session_tokens WHERE client_id = $1", client.id)).toBe(2);
  });

  test("P3-13: many users by one signature are noticed, as many as a busy second has are not", async () => {
    const client = await aClient();
    const signatureHash = randomBytes(32);
    const seen: boolean[] = [];
    for (let user = 0; user <= USERS_PER_SIGNATURE; user += 1) {
      const row = await call(client, said(`u${user}`), { signatureHash });
      seen.push(row.outcome === "terms_required" && row.manyUsers);
    }
    expect(seen).toEqual([...Array.from({ length: USERS_PER_SIGNATURE }, () => false), true]);
    const marked = `login_events WHERE credential_id = $1 AND detail @> '{"signatureShared": true}'`;
    expect(await count(marked, client.id)).toBe(1);
  });
});

describe("the accepting statement", () => {
  test("P3E-15: of fifty acceptances at once one counts: one acceptance, one session token, one event", async () => {
    const [client, version] = [await aClient(), (await publishTestTerms(testPool(), "ES")).versionId];
    const facts = await asked(client, said("e1"));
    const rows = await Promise.all(Array.from({ length: 50 }, () => accept(client, "e1", facts, facts.versions)));
    expect(rows.filter(({ outcome }) => outcome === "accepted")).toHaveLength(1);
    expect(rows.filter(({ outcome }) => outcome === "over")).toHaveLength(49);
    expect(
      await count(
        "terms_acceptances WHERE end_user_id = $1 AND version_id = $2 AND source = 'signed-login' AND sha256 IS NOT NULL",
        facts.endUserId,
        version,
      ),
    ).toBe(1);
    expect(await count("session_tokens WHERE client_id = $1", client.id)).toBe(1);
    expect(await count("login_events WHERE credential_id = $1 AND outcome = 'accepted'", client.id)).toBe(1);
  });

  test("P3-23: the first acceptance ends every enrolment token of its user", async () => {
    const client = await aClient();
    const [first, second] = [await asked(client, said("e1")), await asked(client, said("e1"))];
    expect((await accept(client, "e1", second, second.versions)).outcome).toBe("accepted");
    expect((await accept(client, "e1", first, first.versions)).outcome).toBe("over");
  });

  test("P3E-17: a version that was published meanwhile has to be shown first; nothing is stored", async () => {
    const client = await aClient();
    await publishTestTerms(testPool(), "ES");
    const facts = await asked(client, said("e1"));
    const newer = (await publishTestTerms(testPool(), "ES")).versionId;
    expect((await accept(client, "e1", facts, facts.versions)).outcome).toBe("terms_changed");
    expect(await count("terms_acceptances WHERE end_user_id = $1", facts.endUserId)).toBe(0);
    expect((await accept(client, "e1", facts, [...facts.versions, newer])).outcome).toBe("accepted");
  });

  test("nobody accepts for a user of another client, or more than was asked", async () => {
    const [client, other] = [await aClient(), await aClient()];
    const facts = await asked(client, said("e1"));
    await asked(other, said("e1"));
    expect((await accept(other, "e1", facts, facts.versions)).outcome).toBe("not_allowed");
    expect((await accept(client, "e1", facts, [...facts.versions, newId()])).outcome).toBe("terms_changed");
  });
});

describe("a session token", () => {
  test("counts until it is over, its client disabled, its user suspended", async () => {
    const client = await aClient();
    const { id, endUserId } = await enrolled(client, "e1", said("e1", { email: "a@b.example" }));
    const live = () => findLiveSession(gatewayDatabase(), id);
    expect(await live()).toMatchObject({ endUserId, externalId: "e1", email: "a@b.example", apiKey: client.apiKey });
    const off = async (statement: string, back: string, value: string) => {
      await testPool().query(statement, [value]);
      expect(await live(), statement).toBeNull();
      await testPool().query(back, [value]);
      expect(await live(), back).not.toBeNull();
    };
    const set = (table: string, change: string, was: string, value: string) =>
      off(`UPDATE ${table} SET ${change} WHERE id = $1`, `UPDATE ${table} SET ${was} WHERE id = $1`, value);
    await set("session_tokens", "expires_at = now()", "expires_at = now() + interval '1 hour'", id);
    await set("end_users", "suspended_at = now()", "suspended_at = NULL", endUserId);
    await set("api_clients", "disabled_at = now()", "disabled_at = NULL", client.id);
    await set("partners", "suspended_at = now()", "suspended_at = NULL", client.partnerId);
    expect(await findLiveSession(gatewayDatabase(), newId())).toBeNull();
  });

  test("of before a new version is refused for ever, and the next call asks again", async () => {
    const client = await aClient();
    await publishTestTerms(testPool(), "ES");
    const { id } = await enrolled(client, "e1");
    const version = (await publishTestTerms(testPool(), "ES")).versionId;
    expect(await findLiveSession(gatewayDatabase(), id)).toBeNull();
    const facts = await asked(client, said("e1"));
    expect(facts).toMatchObject({ enrolments: 1 });
    expect((await accept(client, "e1", facts, [version])).outcome).toBe("accepted");
    expect(await findLiveSession(gatewayDatabase(), id)).toBeNull();
    expect((await call(client, said("e1"))).outcome).toBe("signed_in");
  });
});
