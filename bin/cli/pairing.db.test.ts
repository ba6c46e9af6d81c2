import { done, refused } from "@/bin/testing/run-inside";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { isId, newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anAddress, anEndUser, aPartner } from "@/lib/testing/fixtures";
import { mailsTo } from "@/lib/testing/mails";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const id = expect.toSatisfy((value: string) => isId(value)) as unknown;
const madeKey = expect.stringMatching(/^[0-9A-Za-z]{43}$/) as unknown;
const create = (partner: string, email: string, psClientId = `ps-${newId()}`) => [
  ...["pairing", "create", "--partner", partner, "--ps-client-id", psClientId, "--email", email],
];

async function keysOf(pairingId: string) {
  const { rows } = await testPool().query<{ id: string; sealed: string; current: boolean; over: number | null }>(
    `SELECT id, sealed_key AS sealed, replaced_at IS NULL AS current, round(extract(epoch FROM valid_until - now()))::int AS over
       FROM pairing_keys WHERE pairing_id = $1 ORDER BY id DESC`,
    [pairingId],
  );
  return Promise.all(
    rows.map(async (row) => ({ key: await openSecret("pairing-key", row.id, row.sealed), current: row.current, over: row.over })),
  );
}

test("pairing create: a proposal that waits, its owner written to, its key stored sealed and told nowhere else", async () => {
  const { slug } = await aPartner();
  const email = anAddress();
  const made = await done(...create(slug, email, "client-1"), "--vhost", "demo2");
  expect(made).toEqual({ pairingId: id, signatureKey: madeKey });
  const { rows } = await testPool().query(
    `SELECT ps_client_id, email, vhost, confirmed_at, sealed_key LIKE '%' || $2 || '%' AS readable
       FROM pairings p JOIN pairing_keys k ON k.pairing_id = p.id WHERE p.id = $1`,
    [made.pairingId, made.signatureKey],
  );
  expect(rows).toEqual([{ ps_client_id: "client-1", email, vhost: "demo2", confirmed_at: null, readable: false }]);
  expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["pairingInvited"]);
});

test("pairing create --signature-key takes the partner's own; --confirmed needs an account that has proved the address", async () => {
  const { slug } = await aPartner();
  const { email } = await anEndUser();
  const own = "a token & more";
  expect(await done(...create(slug, email), "--signature-key", own, "--confirmed")).toEqual({ pairingId: id, signatureKey: own });
  expect(await refused(...create(slug, anAddress()), "--confirmed")).toBe("user_unknown");
  expect(await refused(...create(slug, (await anEndUser({ verified: false })).email), "--confirmed")).toBe("address_not_verified");
});

test("pairing create refuses what is no id, no address, no name and no key, and what somebody has already", async () => {
  const { slug } = await aPartner();
  const email = anAddress();
  expect(await refused(...create("nobody", email))).toBe("partner_unknown");
  expect(await refused(...create(slug, email, "with space"))).toBe("ps_client_id_invalid");
  expect(await refused(...create(slug, "nobody"))).toBe("email_invalid");
  for (const vhost of ["Demo", "a b", "a/../b", "-a"])
    expect(await refused(...create(slug, email), "--vhost", vhost), vhost).toBe("vhost_invalid");
  expect(await refused(...create(slug, email), "--signature-key", "7 bytes")).toBe("signature_key_invalid");
  await done(...create(slug, email, "mine"), "--vhost", "one-of-mine");
  expect(await refused(...create(slug, email, "mine"))).toBe("ps_client_id_taken");
  expect(await refused(...create(slug, anAddress()), "--vhost", "one-of-mine")).toBe("vhost_taken");
});

test("pairing confirm and end: by id or PSClientID, each once", async () => {
  const { slug } = await aPartner();
  const { email } = await anEndUser();
  const { pairingId = "" } = await done(...create(slug, email, "by-name"));
  expect(await done("pairing", "confirm", "--pairing", "by-name")).toEqual({ status: "confirmed" });
  expect(await refused("pairing", "confirm", "--pairing", pairingId)).toBe("already_confirmed");
  expect(await done("pairing", "end", "--pairing", pairingId)).toEqual({ status: "ended" });
  expect(await refused("pairing", "end", "--pairing", pairingId)).toBe("pairing_ended");
  expect(await refused("pairing", "confirm", "--pairing", pairingId)).toBe("pairing_ended");
  expect(await refused("pairing", "end", "--pairing", "by-name")).toBe("pairing_unknown");
  const { pairingId: invited = "" } = await done(...create(slug, anAddress()));
  expect(await refused("pairing", "confirm", "--pairing", invited)).toBe("user_unknown");
  for (const nobody of [newId(), "nobody", "No body"]) expect(await refused("pairing", "end", "--pairing", nobody)).toBe("pairing_unknown");
});

test("a PSClientID that several partners use names none of their pairings", async () => {
  for (const { slug } of [await aPartner(), await aPartner()]) await done(...create(slug, anAddress(), "both"));
  expect(await refused("pairing", "end", "--pairing", "both")).toBe("pairing_unknown");
});

test("pairing rotate: generated or brought along; the key before stays good for a while", async () => {
  const { slug } = await aPartner();
  const { pairingId = "", signatureKey } = await done(...create(slug, anAddress()));
  const rotated = await done("pairing", "rotate", "--pairing", pairingId, "--overlap", "1h");
  expect(rotated).toEqual({ signatureKey: madeKey, previousUntil: expect.any(String) as unknown });
  expect(await keysOf(pairingId)).toMatchObject([
    { key: rotated.signatureKey, current: true, over: null },
    { key: signatureKey, current: false, over: expect.closeTo(3600, -2) as unknown },
  ]);
  expect(await done("pairing", "rotate", "--pairing", pairingId, "--signature-key", "their own token")).toMatchObject({
    signatureKey: "their own token",
  });
  expect(await refused("pairing", "rotate", "--pairing", pairingId, "--signature-key", "short")).toBe("signature_key_invalid");
});

test("db reseal seals Signature Keys anew", async () => {
  const { setMasterSecret } = await import("@/lib/crypto/keys");
  const { slug } = await aPartner();
  const [old, fresh] = ["old-".repeat(10), "new-".repeat(10)];
  setMasterSecret(old);
  const { pairingId = "", signatureKey } = await done(...create(slug, anAddress()));
  setMasterSecret(fresh, old);
  expect((await done("db", "reseal")).resealed).toBeGreaterThanOrEqual(1);
  setMasterSecret(fresh);
  expect(await keysOf(pairingId)).toMatchObject([{ key: signatureKey, current: true }]);
});
