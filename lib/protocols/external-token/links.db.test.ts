import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { closeSession, findSession, newSession, openSession } from "@/lib/people";
import { anAddress, anEndUser, aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { issuerInput } from "./issuer-input";
import { endLink, listLinks, restoreLink } from "./links";
import { findLogoutPage } from "./logout-page";
import { createIssuer, disableIssuer } from "./manage";
import { enter } from "./store";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function anIssuer(partnerId: string, more: { emailDomains?: string[]; logoutUrl?: string } = {}) {
  const given = {
    redirectUrl: "https://alpha.example/",
    key: null,
    returnHosts: [],
    emailDomains: [],
    logoutUrl: null,
    maxLifetimeSeconds: 3600,
  };
  const input = issuerInput.parse({ ...given, iss: `iss-${newId().slice(-12)}`, ...more });
  return granted(await createIssuer(partnerId, input, someone, { domainsApproved: true })).issuerId;
}

async function comeIn(issuerId: string, uuid: string, email: string | null = null) {
  const { token, row: session } = newSession("a browser");
  const visitor = { uuid, email, jti: newId(), expiresAtMs: Date.parse("2100-01-01T00:00:00Z"), pictureUrl: null, acceptsTerms: false };
  const ids = { newUserId: newId(), eventId: newId(), requestId: newId() };
  const rest = { sessionBefore: null, confirmed: false, detail: null, leadsTo: "/" };
  const row = await enter(gatewayDatabase(), {
    issuerId,
    visitor: { ...visitor, intendedUrl: undefined, warnings: [] },
    session,
    ...rest,
    ...ids,
  });
  return { ...row, token, sessionId: session.id };
}

const HERE = newId();

describe("who can sign me in", () => {
  test("each issuer once, with what it says; somebody else's are not mine", async () => {
    const { id: partnerId } = await aPartner({ name: "Acme" });
    const [issuer, other] = [await anIssuer(partnerId, { emailDomains: ["example.com"] }), await anIssuer(partnerId)];
    const { id, email } = await anEndUser();
    await comeIn(issuer, "one", email);
    await comeIn(issuer, "two", email);
    await comeIn(other, "somebody else");
    expect(await listLinks(id)).toMatchObject([
      { issuerId: issuer, partnerName: "Acme", addresses: [email], ended: false, issuerActive: true },
    ]);
    granted(await disableIssuer(issuer, null, someone));
    expect(await listLinks(id)).toMatchObject([{ issuerActive: false }]);
    expect(await endLink(id, other, HERE)).toEqual({ ok: false, reason: "link_unknown" });
    expect(await restoreLink(id, issuer)).toEqual({ ok: false, reason: "link_unknown" });
    expect(await endLink(id, "no id", HERE)).toEqual({ ok: false, reason: "link_unknown" });
  });

  test("an ended link signs nobody in, uses nothing up, makes no other user; its sessions are over, the own one and others stay", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const [here, there] = [await comeIn(issuer, "me"), await comeIn(issuer, "me")];
    const own = await openSession(here.endUserId);
    expect(await endLink(here.endUserId, issuer, here.sessionId)).toEqual({ ok: true, value: { sessionsEnded: 1 } });
    expect([await findSession(here.token), await findSession(own.token)]).not.toContain(null);
    expect(await findSession(there.token)).toBeNull();
    const refused = await comeIn(issuer, "me");
    expect(refused).toMatchObject({ entered: false, linkEnded: true, endUserId: here.endUserId });
    expect(await findSession(refused.token)).toBeNull();
    const { rows } = await testPool().query("SELECT count(*)::int AS ids FROM used_token_ids WHERE issuer_id = $1", [issuer]);
    expect(rows).toEqual([{ ids: 2 }]);
    expect((await auditOf(here.endUserId)).map(({ action }) => action)).toContain("end_user.link_ended");
    expect(await endLink(here.endUserId, issuer, HERE), "again").toEqual({ ok: false, reason: "link_unknown" });
    granted(await restoreLink(here.endUserId, issuer));
    expect(await comeIn(issuer, "me")).toMatchObject({ entered: true, endUserId: here.endUserId });
  });

  test("an issuer whose link is ended does not find the user again by an address, nor does another of its partner's; those of others do", async () => {
    const { id: partnerId } = await aPartner();
    const domains = { emailDomains: ["example.com"] };
    const [one, two, foreign] = [
      await anIssuer(partnerId, domains),
      await anIssuer(partnerId, domains),
      await anIssuer((await aPartner()).id, domains),
    ];
    const { id, email } = await anEndUser();
    expect((await comeIn(one, "me", email)).endUserId).toBe(id);
    granted(await endLink(id, one, HERE));
    for (const issuer of [one, two]) {
      const made = await comeIn(issuer, "another uuid", email);
      expect(made.entered).toBe(true);
      expect(made.endUserId).not.toBe(id);
    }
    expect((await comeIn(foreign, "me", email)).endUserId).toBe(id);
    granted(await restoreLink(id, one));
    expect((await comeIn(two, "a third uuid", email)).endUserId).toBe(id);
  });

  test("ending and signing in at one moment: when the link is ended, no session that came through it is open", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const outcomes = { in: 0, refused: 0 };
    for (let round = 0; round < 12; round += 1) {
      const uuid = newId();
      const { endUserId } = await comeIn(issuer, uuid);
      const [, ...arrivals] = await Promise.all([
        new Promise((done) => setTimeout(done, round % 4)).then(() => endLink(endUserId, issuer, HERE)),
        ...Array.from({ length: 6 }, () => comeIn(issuer, uuid)),
      ]);
      for (const arrival of arrivals) {
        expect(arrival.entered).toBe(!arrival.linkEnded);
        expect(await findSession(arrival.token)).toBeNull();
        outcomes[arrival.entered ? "in" : "refused"] += 1;
      }
    }
    expect(outcomes.in).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  });

  test("the row is read anew when the link is ended while the statement waits: it was open when it began, and nobody is let in", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const { endUserId } = await comeIn(issuer, "me");
    const client = await testPool().connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE external_identities SET unlinked_at = now() WHERE issuer_id = $1", [issuer]);
      const arrival = comeIn(issuer, "me");
      await new Promise((done) => setTimeout(done, 150));
      // The negative control: what the waiting statement sees is a link that is not ended.
      const { rows } = await testPool().query("SELECT unlinked_at FROM external_identities WHERE issuer_id = $1", [issuer]);
      expect(rows).toEqual([{ unlinked_at: null }]);
      await client.query("COMMIT");
      expect(await arrival).toMatchObject({ entered: false, linkEnded: true, endUserId });
      expect(await findSession((await arrival).token)).toBeNull();
    } finally {
      client.release();
    }
  });
});

describe("where signing out leads", () => {
  test("to the issuer's page, of a session that is over, for five minutes; not of a disabled issuer's or a suspended partner's", async () => {
    const { id: partnerId } = await aPartner({ name: "Acme" });
    const issuer = await anIssuer(partnerId, { logoutUrl: "https://alpha.example/bye?x=1" });
    const { sessionId, token, endUserId } = await comeIn(issuer, anAddress());
    expect(await findLogoutPage(sessionId), "still open").toBeNull();
    await closeSession(token);
    expect(await findLogoutPage(sessionId)).toEqual({ url: "https://alpha.example/bye?x=1", partnerName: "Acme" });
    await testPool().query("UPDATE partners SET suspended_at = now() WHERE id = $1", [partnerId]);
    expect(await findLogoutPage(sessionId)).toBeNull();
    await testPool().query("UPDATE partners SET suspended_at = NULL WHERE id = $1", [partnerId]);
    await testPool().query("UPDATE end_user_sessions SET revoked_at = now() - interval '6 minutes' WHERE end_user_id = $1", [endUserId]);
    expect(await findLogoutPage(sessionId)).toBeNull();
    await testPool().query("UPDATE end_user_sessions SET revoked_at = now() WHERE end_user_id = $1", [endUserId]);
    granted(await disableIssuer(issuer, null, someone));
    expect(await findLogoutPage(sessionId)).toBeNull();
    for (const madeUp of [newId(), "https://evil.example", ""]) expect(await findLogoutPage(madeUp)).toBeNull();
  });
});
