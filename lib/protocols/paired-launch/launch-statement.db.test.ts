import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashToken } from "@/lib/crypto/token";
import { gatewayDatabase, type Queryable } from "@/lib/db/pools";
import { lastKeyUses } from "@/lib/events/last-key-uses";
import { newId } from "@/lib/id";
import { newSession, openSession } from "@/lib/people";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anEndUser, aPartner } from "@/lib/testing/fixtures";
import { aPairing, anAccessToken } from "@/lib/testing/pairing-fixture";
import { enter, findLaunch } from "./launch-store";
import { launchText, readLaunchUrl } from "./launch-url";
import { verifyLaunch } from "./verify";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const comeIn = (
  token: string,
  options: { sessionBefore?: Buffer | null; confirmed?: boolean; heldAtMs?: number | null; previousKey?: boolean; db?: Queryable } = {},
) => {
  const { sessionBefore = null, confirmed = false, heldAtMs = null, previousKey = false, db = gatewayDatabase() } = options;
  const { row: session } = newSession("a browser");
  return enter(db, {
    tokenHash: hashToken(token),
    session,
    sessionBefore,
    confirmed,
    heldAtMs,
    previousKey,
    eventId: newId(),
    requestId: newId(),
  });
};

async function paired() {
  const [partner, user] = [await aPartner(), await anEndUser({ name: "Ada" })];
  return { partner, user, pairing: await aPairing(partner.id, user) };
}

const counts = async (pairingId: string) => {
  const { rows } = await testPool().query<{ sessions: number; events: number; used: number }>(
    `SELECT (SELECT count(*)::int FROM end_user_sessions WHERE pairing_id = $1) AS sessions,
            (SELECT count(*)::int FROM login_events WHERE credential_id = $1 AND outcome = 'accepted') AS events,
            (SELECT count(*)::int FROM pairing_tokens WHERE pairing_id = $1 AND used_at IS NOT NULL) AS used`,
    [pairingId],
  );
  return rows[0];
};

describe("the launching statement", () => {
  test("P4-07: sixty at once with one token open one session and write one event", async () => {
    const { pairing } = await paired();
    const { token } = await anAccessToken(pairing.id);
    // Connections without deadlines: it is the statement that has to hold, however slow the machine.
    const patient = new pg.Pool({ connectionString: database.url, max: 10 });
    const rows = await Promise.all(Array.from({ length: 60 }, () => comeIn(token, { db: patient })));
    await patient.end();
    expect(rows.filter(({ entered }) => entered)).toHaveLength(1);
    expect(await counts(pairing.id)).toEqual({ sessions: 1, events: 1, used: 1 });
  });

  test("the harness can fail: a token that is looked at before it is used lets everybody in", async () => {
    const { pairing } = await paired();
    const { token } = await anAccessToken(pairing.id);
    const look = () => testPool().query("SELECT FROM pairing_tokens WHERE hash = $1 AND used_at IS NULL", [hashToken(token)]);
    const found = await Promise.all(Array.from({ length: 8 }, look));
    expect(found.filter(({ rowCount }) => rowCount === 1)).toHaveLength(8);
  });

  // Each of what the pure checks refuse is refused by the statement too, whatever was true when they were made.
  const faults: [reason: string, statement: string][] = [
    ["token_used", "UPDATE pairing_tokens SET used_at = now() WHERE pairing_id = $1"],
    ["token_expired", "UPDATE pairing_tokens SET expires_at = now() WHERE pairing_id = $1"],
    ["pairing_not_confirmed", "UPDATE pairings SET confirmed_at = NULL WHERE id = $1"],
    ["pairing_ended", "UPDATE pairings SET ended_at = now(), ended_by = 'end_user' WHERE id = $1"],
    ["partner_suspended", "UPDATE partners SET suspended_at = now() WHERE id = (SELECT partner_id FROM pairings WHERE id = $1)"],
    ["user_suspended", "UPDATE end_users SET suspended_at = now() WHERE id = (SELECT end_user_id FROM pairings WHERE id = $1)"],
  ];
  test.each(faults)("P4-24: %s: nobody comes in, and both say so", async (reason, statement) => {
    const { pairing } = await paired();
    const { token } = await anAccessToken(pairing.id);
    await testPool().query(statement, [pairing.id]);
    expect(await comeIn(token)).toMatchObject({ entered: false, mustAsk: false });
    expect(await counts(pairing.id)).toMatchObject({ sessions: 0, events: 0 });
    const found = await findLaunch(gatewayDatabase(), hashToken(token), null);
    const text = launchText({ vhost: pairing.vhost, accessToken: token, ts: Math.floor(found.nowMs / 1000) });
    const said = readLaunchUrl(`/h/${pairing.vhost}/te/lo.cgi`, `${text.split("?")[1] ?? ""}&signature=${"0".repeat(64)}`);
    expect(verifyLaunch({ said, ...found, signatureRight: true })).toEqual({ ok: false, reason });
  });

  test("P4-20: whoever is signed in is asked first, and nothing is used up", async () => {
    const { pairing, user } = await paired();
    const { token } = await anAccessToken(pairing.id);
    const other = await anEndUser({ name: "Grace" });
    const before = hashToken((await openSession(other.id)).token);
    expect(await comeIn(token, { sessionBefore: before })).toMatchObject({
      entered: false,
      mustAsk: true,
      people: { name: "Grace", other: "Ada" },
    });
    expect(await counts(pairing.id)).toEqual({ sessions: 0, events: 0, used: 0 });
    expect(await comeIn(token, { sessionBefore: before, confirmed: true })).toMatchObject({ entered: true });
    const own = hashToken((await openSession(user.id)).token);
    expect(await comeIn((await anAccessToken(pairing.id)).token, { sessionBefore: own })).toMatchObject({ entered: true, mustAsk: false });
    const { rows } = await testPool().query("SELECT FROM end_user_sessions WHERE id_hash IN ($1, $2) AND revoked_at IS NULL", [
      before,
      own,
    ]);
    expect(rows).toHaveLength(0);
  });

  test("P4-20: a launch that had to wait is judged by when it came", async () => {
    const { pairing } = await paired();
    const { token } = await anAccessToken(pairing.id, -1);
    expect(await comeIn(token)).toMatchObject({ entered: false });
    expect(await comeIn(token, { heldAtMs: Date.now() - 60_000 })).toMatchObject({ entered: true });
  });

  test("P4-24: a pairing that ends at the same moment comes first, or finds the session: none is left open", async () => {
    for (let round = 0; round < 15; round += 1) {
      const { pairing } = await paired();
      const { token } = await anAccessToken(pairing.id);
      const end = async () => {
        const client = await testPool().connect();
        try {
          await client.query("BEGIN");
          await client.query("UPDATE pairings SET ended_at = now(), ended_by = 'end_user' WHERE id = $1", [pairing.id]);
          await client.query("UPDATE end_user_sessions SET revoked_at = now() WHERE pairing_id = $1 AND revoked_at IS NULL", [pairing.id]);
          await client.query("COMMIT");
        } finally {
          client.release();
        }
      };
      await Promise.all([comeIn(token), end()]);
      const { rows } = await testPool().query("SELECT FROM end_user_sessions WHERE pairing_id = $1 AND revoked_at IS NULL", [pairing.id]);
      expect(rows).toHaveLength(0);
    }
  });

  test("P4-21: the events tell with which key a pairing last launched", async () => {
    const { pairing } = await paired();
    const uses = () => lastKeyUses("paired-launch", pairing.id, new Date(0));
    expect(await uses()).toMatchObject({ ever: null, currentKey: null, previousKey: null });
    await comeIn((await anAccessToken(pairing.id)).token, { previousKey: true });
    expect((await uses()).currentKey).toBeNull();
    await comeIn((await anAccessToken(pairing.id)).token);
    const { currentKey, previousKey } = await uses();
    expect([currentKey instanceof Date, previousKey instanceof Date]).toEqual([true, true]);
  });
});
