import { createHmac } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayDatabase, type Queryable } from "@/lib/db/pools";
import { newId } from "@/lib/id";
import { newSession } from "@/lib/people";
import { aPartner, anAddress, anEndUser, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { issuerInput } from "./issuer-input";
import { judge } from "./judge";
import { createIssuer, disableIssuer, enableIssuer, rotateIssuerKey } from "./manage";
import { enter } from "./store";
import type { Visitor } from "./visitor";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function anIssuer(partnerId: string, options: { emailDomains?: string[]; key?: string; domainsApproved?: boolean } = {}) {
  const iss = `iss-${newId().slice(-12)}`;
  const { emailDomains = [], key = null, domainsApproved = true } = options;
  const given = {
    iss,
    redirectUrl: "https://alpha.example/?books=error",
    key,
    returnHosts: [],
    emailDomains,
    logoutUrl: null,
    maxLifetimeSeconds: 3600,
  };
  const made = granted(await createIssuer(partnerId, issuerInput.parse(given), someone, { domainsApproved }));
  return { id: made.issuerId, key: made.key, iss };
}

const visitor = (more: Partial<Visitor> = {}): Visitor => ({
  uuid: newId(),
  jti: newId(),
  expiresAtMs: Date.parse("2100-01-01T00:00:00Z"),
  email: null,
  pictureUrl: null,
  acceptsTerms: false,
  intendedUrl: undefined,
  warnings: [],
  ...more,
});

function comeIn(
  issuerId: string,
  who: Visitor,
  sessionBefore: Uint8Array | null = null,
  confirmed = false,
  db: Queryable = gatewayDatabase(),
) {
  const { row: session } = newSession("a browser");
  const ids = { newUserId: newId(), eventId: newId(), requestId: newId() };
  return enter(db, { issuerId, visitor: who, session, sessionBefore, confirmed, detail: null, leadsTo: "/", ...ids });
}

async function userOf(issuerId: string, uuid: string) {
  const { rows } = await testPool().query<{
    id: string;
    email: string | null;
    verified: boolean;
    claimed: string | null;
  }>(
    `SELECT u.id, u.email, u.email_verified_at IS NOT NULL AS verified, x.email AS claimed
       FROM external_identities x JOIN end_users u ON u.id = x.end_user_id WHERE x.issuer_id = $1 AND x.uuid = $2`,
    [issuerId, uuid],
  );
  return rows[0];
}

const counts = async (issuerId: string) => {
  const { rows } = await testPool().query<{ sessions: number; events: number; jtis: number; users: number }>(
    `SELECT (SELECT count(*)::int FROM end_user_sessions WHERE issuer_id = $1) AS sessions,
            (SELECT count(*)::int FROM login_events WHERE credential_id = $1 AND outcome = 'accepted') AS events,
            (SELECT count(*)::int FROM used_token_ids WHERE issuer_id = $1) AS jtis,
            (SELECT count(DISTINCT end_user_id)::int FROM external_identities WHERE issuer_id = $1) AS users`,
    [issuerId],
  );
  return rows[0];
};

describe("the entering statement", () => {
  test("P2-40: sixty at once with one id open one session, write one event and make one user", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const who = visitor();
    // Connections without deadlines: it is the statement that has to hold, however slow the machine.
    const patient = new pg.Pool({ connectionString: database.url, max: 10 });
    const rows = await Promise.all(Array.from({ length: 60 }, () => comeIn(issuer.id, who, null, false, patient)));
    await patient.end();
    expect(rows.filter(({ entered }) => entered)).toHaveLength(1);
    expect(await counts(issuer.id)).toEqual({ sessions: 1, events: 1, jtis: 1, users: 1 });
  });

  test("twenty first arrivals of one person at once, each by a token of its own, make one user", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const { uuid } = visitor();
    const rows = await Promise.all(Array.from({ length: 20 }, () => comeIn(issuer.id, visitor({ uuid }))));
    expect(rows.every(({ entered }) => entered)).toBe(true);
    expect(await counts(issuer.id)).toEqual({ sessions: 20, events: 20, jtis: 20, users: 1 });
    const { rows: orphans } = await testPool().query(
      "SELECT FROM end_users u WHERE created_at > now() - interval '1 minute' AND email IS NULL AND NOT EXISTS (SELECT FROM external_identities x WHERE x.end_user_id = u.id)",
    );
    expect(orphans).toHaveLength(0);
  });

  test("the harness can fail: an id that is looked for before it is written lets everybody in", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const jti = newId();
    const find = () => testPool().query("SELECT FROM used_token_ids WHERE issuer_id = $1 AND jti = $2", [issuer.id, jti]);
    const found = await Promise.all(Array.from({ length: 8 }, find));
    expect(found.filter(({ rowCount }) => rowCount === 0)).toHaveLength(8);
  });

  test("P2-38: an id is an issuer's own: two issuers may use one, and no two pairs run together", async () => {
    const partner = await aPartner();
    const [one, other] = [await anIssuer(partner.id), await anIssuer(partner.id)];
    const { jti } = visitor();
    expect((await comeIn(one.id, visitor({ jti }))).entered).toBe(true);
    expect((await comeIn(other.id, visitor({ jti }))).entered).toBe(true);
    expect((await comeIn(one.id, visitor({ jti }))).entered).toBe(false);
  });

  test("a disabled issuer and a suspended user use nothing up", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const who = visitor();
    granted(await disableIssuer(issuer.id, null, someone));
    expect(await comeIn(issuer.id, who)).toMatchObject({ entered: false, issuerActive: false });
    granted(await enableIssuer(issuer.id, null, someone));
    expect((await comeIn(issuer.id, who)).entered).toBe(true);
    await testPool().query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [(await userOf(issuer.id, who.uuid))?.id]);
    expect(await comeIn(issuer.id, { ...who, jti: newId() })).toMatchObject({ entered: false, suspended: true });
    expect(await counts(issuer.id)).toMatchObject({ jtis: 1, sessions: 1 });
  });
});

describe("T1: an issuer speaks for nobody but its own users", () => {
  test("P2-50 P2-51: whose address it says is not theirs: another user, unverified, and the address stays free for its owner", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    const { id, email } = await anEndUser();
    const who = visitor({ email });
    await comeIn(issuer.id, who);
    const made = await userOf(issuer.id, who.uuid);
    expect(made).toMatchObject({ email: null, verified: false, claimed: email });
    expect(made?.id).not.toBe(id);
    const free = anAddress();
    const other = visitor({ email: free });
    await comeIn(issuer.id, other);
    expect(await userOf(issuer.id, other.uuid)).toMatchObject({ email: null, claimed: free });
    expect((await anEndUser({ email: free })).id).not.toBe((await userOf(issuer.id, other.uuid))?.id);
  });

  test("for a domain that the operator has approved it leads to the verified user, or makes one; waiting for approval it does not", async () => {
    const { id: partnerId } = await aPartner();
    const { id, email } = await anEndUser();
    const waiting = await anIssuer(partnerId, { emailDomains: ["example.com"], domainsApproved: false });
    const approved = await anIssuer((await aPartner()).id, { emailDomains: ["example.com"] });
    const [first, second] = [visitor({ email }), visitor({ email })];
    await comeIn(waiting.id, first);
    await comeIn(approved.id, second);
    expect((await userOf(waiting.id, first.uuid))?.id).not.toBe(id);
    expect((await userOf(approved.id, second.uuid))?.id).toBe(id);
    const newcomer = visitor({ email: anAddress() });
    await comeIn(approved.id, newcomer);
    expect(await userOf(approved.id, newcomer.uuid)).toMatchObject({ email: newcomer.email, verified: true });
    const subdomain = visitor({ email: "somebody@sub.example.com" });
    await comeIn(approved.id, subdomain);
    expect(await userOf(approved.id, subdomain.uuid)).toMatchObject({ email: null });
  });

  test("an unverified user with the address is not taken over, nor verified, by an approved issuer", async () => {
    const issuer = await anIssuer((await aPartner()).id, { emailDomains: ["example.com"] });
    const { id, email } = await anEndUser({ verified: false });
    const who = visitor({ email });
    await comeIn(issuer.id, who);
    const made = await userOf(issuer.id, who.uuid);
    expect(made).toMatchObject({ email: null });
    expect(made?.id).not.toBe(id);
  });

  test("two issuers of one partner share their users by address; two uuids of one issuer stay two", async () => {
    const { id: partnerId } = await aPartner();
    const [one, two, foreign] = [await anIssuer(partnerId), await anIssuer(partnerId), await anIssuer((await aPartner()).id)];
    const email = anAddress();
    const [a, b, c, d] = [visitor({ email }), visitor({ email }), visitor({ email }), visitor({ email })];
    for (const [issuer, who] of [
      [one, a],
      [one, b],
      [two, c],
      [foreign, d],
    ] as const)
      expect((await comeIn(issuer.id, who)).entered).toBe(true);
    const id = async (issuer: { id: string }, who: Visitor) => (await userOf(issuer.id, who.uuid))?.id;
    expect(await id(one, b)).not.toBe(await id(one, a));
    expect(await id(two, c)).toBe(await id(one, a));
    expect([await id(one, a), await id(one, b)]).not.toContain(await id(foreign, d));
  });
});

describe("keys", () => {
  const sign = (iss: string, key: string, seconds = 60) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = {
      iss,
      jti: newId(),
      exp: Math.floor(performance.timeOrigin / 1000 + performance.now() / 1000) + seconds,
      aud: "farfalla",
      sub: "user",
      user: { uuid: "1" },
    };
    const input = `${part({ alg: "HS256" })}.${part(claims)}`;
    return `${input}.${createHmac("sha256", key).update(input).digest("base64url")}`;
  };
  const verdict = async (token: string) => {
    const judged = await judge(gatewayDatabase(), token, null);
    return judged.ok ? (judged.value.previousKey ? "previous" : "current") : judged.reason;
  };

  test("a rotated key is good until its overlap is over, and the one before it no longer", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("current");
    const second = granted(await rotateIssuerKey(issuer.id, null, 3600, someone));
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("previous");
    expect(await verdict(sign(issuer.iss, second.key))).toBe("current");
    granted(await rotateIssuerKey(issuer.id, null, 0, someone));
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("signature_mismatch");
    expect(await verdict(sign(issuer.iss, second.key))).toBe("signature_mismatch");
  });

  test("P2-21 P2-23: 15 bytes are refused; 16 are weak, with 300 seconds and an end; after it nothing is signed", async () => {
    expect(issuerInput.shape.key.safeParse("123456789abcde&").success).toBe(false);
    expect(issuerInput.shape.key.safeParse("&BKcc7<XX:7>~V2A").success, "the seed's own example").toBe(false);
    const issuer = await anIssuer((await aPartner()).id, { key: "Kx7#pQ2!vM9@zT4w" });
    expect(await verdict(sign(issuer.iss, issuer.key, 298))).toBe("current");
    expect(await verdict(sign(issuer.iss, issuer.key, 302))).toBe("exp_too_far");
    await testPool().query("UPDATE issuer_keys SET valid_until = now() WHERE issuer_id = $1", [issuer.id]);
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("key_expired");
    const strong = await anIssuer((await aPartner()).id, { key: "Kx7#pQ2!vM9@zT4wKx7#pQ2!vM9@zT4w" });
    expect(await verdict(sign(strong.iss, strong.key, 3600))).toBe("current");
  });

  test("a key is opened and imported once in a process, not for every token", async () => {
    const issuer = await anIssuer((await aPartner()).id);
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("current");
    await testPool().query("UPDATE issuer_keys SET sealed_key = 'nothing that opens' WHERE issuer_id = $1", [issuer.id]);
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("current");
    granted(await disableIssuer(issuer.id, null, someone));
    expect(await verdict(sign(issuer.iss, issuer.key))).toBe("issuer_disabled");
  });

  test("PN-41: a key that was put into another issuer's row opens for nobody", async () => {
    const { id: partnerId } = await aPartner();
    const [one, other] = [await anIssuer(partnerId), await anIssuer(partnerId)];
    await testPool().query(
      "UPDATE issuer_keys SET sealed_key = (SELECT sealed_key FROM issuer_keys WHERE issuer_id = $1) WHERE issuer_id = $2",
      [one.id, other.id],
    );
    await expect(judge(gatewayDatabase(), sign(other.iss, one.key), null)).rejects.toThrow("does not open");
    const { rows } = await testPool().query<{ sealed_key: string }>("SELECT sealed_key FROM issuer_keys WHERE issuer_id = $1", [one.id]);
    expect(rows[0]?.sealed_key).not.toContain(one.key);
  });
});
