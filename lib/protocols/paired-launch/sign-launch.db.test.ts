import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashToken, newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { findSession, newSession } from "@/lib/people";
import { anEndUser, aPartner, auditOf, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aProposedPairing } from "@/lib/testing/proposal-fixture";
import { endPairing } from "./settle-pairing";
import { signLaunch } from "./sign-launch";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function aToken(pairingId: string, more: { used?: boolean; seconds?: number } = {}): Promise<string> {
  const token = newToken();
  await testPool().query(
    `INSERT INTO pairing_tokens (hash, id, pairing_id, expires_at, used_at)
     VALUES ($1, $2, $3, now() + make_interval(secs => $4), CASE WHEN $5 THEN now() END)`,
    [hashToken(token), newId(), pairingId, more.seconds ?? 1800, more.used ?? false],
  );
  return token;
}

async function confirmed() {
  const { id: partnerId } = await aPartner();
  const { id: endUserId, email } = await anEndUser();
  return { partnerId, endUserId, ...(await aProposedPairing(partnerId, { email, confirmed: true, signatureKey: "Ünser token & mehr" })) };
}

test("a launch URL is signed for a token of the pairing, is told in the audit, and uses nothing up", async () => {
  const { partnerId, pairingId, signatureKey } = await confirmed();
  const accessToken = await aToken(pairingId);
  const signed = granted(await signLaunch({ pairingId, partnerId, accessToken }, someone, newId()));
  expect(signed.signedText).toMatch(new RegExp(`^/h/[a-z0-9]{16}/te/lo\\.cgi\\?Action=Launch&pt=${accessToken}&ts=\\d+$`));
  expect(signed.signature).toBe(createHmac("sha256", signatureKey).update(signed.signedText).digest("hex"));
  expect(signed.url).toMatch(/^https?:\/\/[^/]+\/h\//);
  expect(signed.url.endsWith(`${signed.signedText}&signature=${signed.signature}`)).toBe(true);
  const told = await auditOf(pairingId);
  expect(told.map(({ action }) => action)).toEqual(["pairing.proposed", "pairing.launch_url_made"]);
  expect(JSON.stringify(told)).not.toContain(accessToken);
  expect((await testPool().query("SELECT used_at FROM pairing_tokens WHERE pairing_id = $1", [pairingId])).rows).toEqual([
    { used_at: null },
  ]);
});

test("nothing is signed for a token that is used, over, nobody's or another pairing's, nor for somebody else's pairing", async () => {
  const { partnerId, pairingId } = await confirmed();
  const other = await confirmed();
  const why = async (accessToken: string, asked = { pairingId, partnerId }) => {
    const signed = await signLaunch({ ...asked, accessToken }, someone, newId());
    return signed.ok ? null : signed.reason;
  };
  expect(await why(newToken())).toBe("token_unknown");
  expect(await why(await aToken(other.pairingId))).toBe("token_unknown");
  expect(await why(await aToken(pairingId, { used: true }))).toBe("token_used");
  expect(await why(await aToken(pairingId, { seconds: -1 }))).toBe("token_expired");
  const good = await aToken(pairingId);
  for (const asked of [
    { pairingId, partnerId: other.partnerId },
    { pairingId: newId(), partnerId },
    { pairingId: "no id", partnerId },
  ])
    expect(await why(good, asked)).toBe("pairing_unknown");
  const waiting = await aProposedPairing(partnerId);
  expect(await why(await aToken(waiting.pairingId), { pairingId: waiting.pairingId, partnerId })).toBe("pairing_not_confirmed");
  granted(await endPairing(pairingId, { kind: "operator" }));
  expect(await why(good)).toBe("pairing_ended");
});

test("the sessions that came through a pairing end with it; the one that ends it, and others, stay", async () => {
  const { endUserId, pairingId } = await confirmed();
  const open = async (through: string | null) => {
    const { token, row } = newSession("a browser");
    await testPool().query(
      "INSERT INTO end_user_sessions (id, id_hash, end_user_id, created_at, expires_at, pairing_id) VALUES ($1, $2, $3, now(), now() + interval '1 day', $4)",
      [row.id, row.idHash, endUserId, through],
    );
    return { id: row.id, token };
  };
  const [here, there, own] = [await open(pairingId), await open(pairingId), await open(null)];
  granted(await endPairing(pairingId, { kind: "end_user", endUserId, keptSessionId: here.id }));
  const alive = await Promise.all([here, there, own].map(async ({ token }) => (await findSession(token)) !== null));
  expect(alive).toEqual([true, false, true]);
});
