import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { findSession, listSessions, newSession, openSession } from "@/lib/people";
import { aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { countSessionTokens, endClientSessions, endUserSessions, externalIdInput } from "./end-sessions";
import { acceptTerms } from "./enrolment-store";
import { endClientLink, listClientLinks, restoreClientLink } from "./links";
import { createApiClient, disableApiClient } from "./manage";
import { enterPortal, keepTicket } from "./portal-store";
import { findLiveSession } from "./session-store";
import { signIn } from "./store";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function aClient(name = "Acme") {
  const partner = await aPartner({ name });
  const input = { name: "Shop", parentOrigins: [], callerAddresses: [], sessionLifeSeconds: 7200, strictMode: false };
  const { clientId, apiKey } = await createApiClient(partner.id, input, someone);
  return { id: clientId, apiKey, partnerId: partner.id };
}
type Client = Awaited<ReturnType<typeof aClient>>;

function call(client: Client, externalId: string, email: string | null = null) {
  const user = { externalId, country: "AQ", email, referralCode: null, warnings: [] };
  const ids = { newUserId: newId(), tokenId: newId(), eventId: newId(), requestId: newId() };
  return signIn(gatewayDatabase(), { clientId: client.id, user, signatureHash: randomBytes(32), nonce: null, detail: {}, ...ids });
}

async function signedIn(client: Client, externalId: string, email: string | null = null) {
  let row = await call(client, externalId, email);
  if (row.outcome === "terms_required") {
    const { endUserId, enrolments, versions } = row.enrolment;
    const enrolment = { jti: newId(), apiKey: client.apiKey, externalId, endUserId, enrolments, expired: false };
    const shown = versions.map((versionId) => ({ versionId, language: "en" }));
    await acceptTerms(gatewayDatabase(), { enrolment, shown, tokenId: newId(), eventId: newId(), requestId: newId() });
    row = await call(client, externalId, email);
  }
  if (row.outcome !== "signed_in") throw new Error(`the outcome is ${row.outcome}`);
  return row.token;
}

async function inPortal(tokenId: string) {
  const [ticketHash, { token, row: session }] = [randomBytes(32), newSession("a browser")];
  const kept = await keepTicket(gatewayDatabase(), ticketHash, tokenId);
  const { outcome } = await enterPortal(gatewayDatabase(), { ticketHash, sessionBefore: null, confirmed: false, session });
  return { kept: kept !== null, outcome, token, sessionId: session.id };
}

const live = async (tokenId: string) => (await findLiveSession(gatewayDatabase(), tokenId)) !== null;
const HERE = newId();

describe("ending sessions from the panel", () => {
  test("all of a client's end at once with the portal sessions that came out of them; the next call signs in again", async () => {
    const [client, other] = [await aClient(), await aClient()];
    const [ada, bob, stranger] = [await signedIn(client, "ada"), await signedIn(client, "bob"), await signedIn(other, "ada")];
    const [portal, foreign] = [await inPortal(ada.id), await inPortal(stranger.id)];
    const own = await openSession(ada.endUserId);
    expect(await countSessionTokens(client.id, client.partnerId)).toBe(4);
    expect(await endClientSessions(client.id, client.partnerId, someone)).toEqual({ ok: true, value: null });
    expect([await live(ada.id), await live(bob.id), await live(stranger.id)]).toEqual([false, false, true]);
    expect(await findSession(portal.token)).toBeNull();
    expect([await findSession(foreign.token), await findSession(own.token)]).not.toContain(null);
    expect(await countSessionTokens(client.id, client.partnerId)).toBe(0);
    expect(await live((await signedIn(client, "ada")).id)).toBe(true);
    expect(await countSessionTokens(client.id, client.partnerId)).toBe(1);
    expect(await auditOf(client.id)).toMatchObject([
      { action: "api_client.created" },
      { action: "api_client.sessions_ended", after: { portalSessions: 1 } },
    ]);
  });

  test("those of one user end alone, by the external id exactly spelled", async () => {
    const client = await aClient();
    const [ada, twin, bob] = [await signedIn(client, "ada"), await signedIn(client, "Ada"), await signedIn(client, "bob")];
    const [portal, others] = [await inPortal(ada.id), await inPortal(bob.id)];
    granted(await endUserSessions(client.id, client.partnerId, "ada", someone));
    expect([await live(ada.id), await live(twin.id), await live(bob.id)]).toEqual([false, true, true]);
    expect([await findSession(portal.token), (await findSession(others.token))?.endUser.id]).toEqual([null, bob.endUserId]);
    expect(await endUserSessions(client.id, client.partnerId, "nobody", someone)).toEqual({ ok: false, reason: "external_id_unknown" });
    expect((await auditOf(client.id)).at(-1)).toMatchObject({ after: { externalId: "ada", portalSessions: 1 } });
    expect(["ada", " ", "", "a\u0000", "a".repeat(256), 1].map((id) => externalIdInput.safeParse(id).success)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test("another partner's client is unknown, like one that never was, and its sessions stay", async () => {
    const [client, stranger] = [await aClient(), await aPartner()];
    const ada = await signedIn(client, "ada");
    for (const id of [client.id, newId()]) {
      expect(await endClientSessions(id, stranger.id, someone)).toEqual({ ok: false, reason: "api_client_unknown" });
      expect(await endUserSessions(id, stranger.id, "ada", someone)).toEqual({ ok: false, reason: "external_id_unknown" });
      expect(await countSessionTokens(id, stranger.id)).toBe(0);
    }
    expect(await live(ada.id)).toBe(true);
  });

  test("two at once both end them; a client that is disabled and enabled again has ended sessions all the same", async () => {
    const client = await aClient();
    const ada = await signedIn(client, "ada");
    const end = () => endClientSessions(client.id, client.partnerId, someone);
    expect((await Promise.all([end(), end()])).map(({ ok }) => ok)).toEqual([true, true]);
    granted(await disableApiClient(client.id, null, someone));
    await testPool().query("UPDATE api_clients SET disabled_at = NULL WHERE id = $1", [client.id]);
    expect(await live(ada.id)).toBe(false);
  });

  test("of those who come into the portal while their sessions are ended nobody stays, and nobody who signed in before is left", async () => {
    const client = await aClient();
    const seen = { entered: 0, over: 0, must_ask: 0 };
    for (let round = 0; round < 12; round += 1) {
      const [before, end] = [
        await signedIn(client, "ada"),
        round % 2 === 0
          ? () => endUserSessions(client.id, client.partnerId, "ada", someone)
          : () => endClientSessions(client.id, client.partnerId, someone),
      ];
      const [, ...visits] = await Promise.all([
        new Promise((done) => setTimeout(done, round)).then(async () => granted(await end())),
        ...Array.from({ length: 6 }, () => inPortal(before.id)),
      ]);
      for (const visit of visits) {
        expect(await findSession(visit.token)).toBeNull();
        seen[visit.outcome] += 1;
      }
      expect(await live(before.id)).toBe(false);
    }
    expect(seen.entered).toBeGreaterThan(0);
    expect(seen.over).toBeGreaterThan(0);
  });

  test("whoever comes into the portal while the sessions are being ended waits, and is not let in", async () => {
    const client = await aClient();
    const ada = await signedIn(client, "ada");
    const db = await testPool().connect();
    try {
      await db.query("BEGIN");
      await db.query("UPDATE api_clients SET sessions_ended_at = statement_timestamp() WHERE id = $1", [client.id]);
      // The negative control: for whoever does not wait, the token still counts.
      expect(await live(ada.id)).toBe(true);
      const visit = inPortal(ada.id);
      await new Promise((done) => setTimeout(done, 150));
      await db.query("COMMIT");
      expect(await visit).toMatchObject({ kept: true, outcome: "over" });
      expect(await findSession((await visit).token)).toBeNull();
    } finally {
      db.release();
    }
  });
});

describe("an end user's links to API clients", () => {
  test("each client that knows them, with what it says; somebody else's are not theirs", async () => {
    const [client, other] = [await aClient("Beta"), await aClient()];
    const { endUserId } = await signedIn(client, "ada", "ada@beta.example");
    await signedIn(other, "ada");
    const links = await listClientLinks(endUserId);
    expect(links).toMatchObject([
      { clientId: client.id, client: "Shop", partnerName: "Beta", addresses: ["ada@beta.example"], ended: false, clientActive: true },
    ]);
    expect(links[0]?.lastSignInAt?.getTime()).toBeGreaterThanOrEqual(links[0]?.since.getTime() ?? Infinity);
    granted(await disableApiClient(client.id, null, someone));
    await testPool().query("DELETE FROM session_tokens WHERE client_id = $1", [client.id]);
    expect(await listClientLinks(endUserId)).toMatchObject([{ clientActive: false, lastSignInAt: null }]);
    for (const id of [other.id, newId(), "no id"]) {
      expect(await endClientLink(endUserId, id, HERE)).toEqual({ ok: false, reason: "link_unknown" });
      expect(await restoreClientLink(endUserId, id)).toEqual({ ok: false, reason: "link_unknown" });
    }
    expect((await call(other, "ada")).outcome).toBe("signed_in");
  });

  test("an ended link signs nobody in and makes no other user; its sessions are over, the own one and others stay", async () => {
    const client = await aClient("Beta");
    const ada = await signedIn(client, "ada");
    const [here, there, own] = [await inPortal(ada.id), await inPortal(ada.id), await openSession(ada.endUserId)];
    expect((await listSessions(ada.endUserId)).map(({ throughPartner }) => throughPartner)).toEqual([null, "Beta", "Beta"]);
    expect(await endClientLink(ada.endUserId, client.id, here.sessionId)).toEqual({ ok: true, value: { sessionsEnded: 1 } });
    expect([await findSession(here.token), await findSession(own.token)]).not.toContain(null);
    expect([await findSession(there.token), await live(ada.id)]).toEqual([null, false]);
    expect(await call(client, "ada")).toEqual({ outcome: "link_ended", endUserId: ada.endUserId });
    expect((await inPortal(ada.id)).kept).toBe(false);
    expect(await endClientLink(ada.endUserId, client.id, HERE), "again").toEqual({ ok: false, reason: "link_unknown" });
    granted(await restoreClientLink(ada.endUserId, client.id));
    expect(await live(ada.id), "a token of before").toBe(false);
    expect(await signedIn(client, "ada")).toMatchObject({ endUserId: ada.endUserId });
    expect((await auditOf(ada.endUserId)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(["end_user.link_ended", "end_user.link_restored"]),
    );
  });

  test("of an ended link no documents are accepted, however fresh the page is", async () => {
    const client = await aClient();
    const row = await call(client, "ada");
    if (row.outcome !== "terms_required") throw new Error(`the outcome is ${row.outcome}`);
    const { endUserId, enrolments, versions } = row.enrolment;
    granted(await endClientLink(endUserId, client.id, HERE));
    const enrolment = { jti: newId(), apiKey: client.apiKey, externalId: "ada", endUserId, enrolments, expired: false };
    const shown = versions.map((versionId) => ({ versionId, language: "en" }));
    const entry = { enrolment, shown, tokenId: newId(), eventId: newId(), requestId: newId() };
    expect(await acceptTerms(gatewayDatabase(), entry)).toEqual({ outcome: "not_allowed" });
  });
});
