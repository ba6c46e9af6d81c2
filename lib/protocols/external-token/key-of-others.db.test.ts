import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { aPartner, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { issuerInput } from "./issuer-input";
import { createIssuer, rotateIssuerKey } from "./manage";
import { resealIssuerKeys } from "./reseal-keys";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

function bring(partnerId: string, key: string) {
  const given = { redirectUrl: "https://alpha.example/", returnHosts: [], emailDomains: [], logoutUrl: null, maxLifetimeSeconds: 3600 };
  return createIssuer(partnerId, issuerInput.parse({ ...given, key, iss: `iss-${newId().slice(-12)}` }), someone, {
    domainsApproved: false,
  });
}

const TAKEN = { ok: false, reason: "key_taken" };

describe("a key is one partner's", () => {
  test("PN-39: a key of another partner is refused, without telling whose, also when it has been replaced; its owner may use it twice", async () => {
    const [owner, other] = [await aPartner(), await aPartner()];
    const key = newToken();
    const { issuerId } = granted(await bring(owner.id, key));
    expect(await bring(other.id, key)).toEqual(TAKEN);
    expect(await bring(owner.id, key)).toMatchObject({ ok: true });
    const { key: made } = granted(await rotateIssuerKey(issuerId, null, 0, someone));
    expect(await bring(other.id, key)).toEqual(TAKEN);
    expect(await bring(other.id, made), "one that we generated").toEqual(TAKEN);
    expect(await bring(other.id, newToken())).toMatchObject({ ok: true });
    const { rows } = await testPool().query("SELECT FROM issuers WHERE partner_id = $1", [other.id]);
    expect(rows, "nothing is left of what was refused").toHaveLength(1);
  });

  test("PN-39: it is known again while the master secret is replaced, and afterwards once everything is sealed anew", async () => {
    const [first, second] = ["1a".repeat(32), "2b".repeat(32)];
    setMasterSecret(first);
    const key = newToken();
    granted(await bring((await aPartner()).id, key));
    setMasterSecret(second, first);
    expect(await bring((await aPartner()).id, key)).toEqual(TAKEN);
    await resealIssuerKeys();
    setMasterSecret(second);
    expect(await bring((await aPartner()).id, key)).toEqual(TAKEN);
  });

  test("PN-39: of eight partners who bring one key at once, one has it", async () => {
    const key = newToken();
    const partners = await Promise.all(Array.from({ length: 8 }, () => aPartner()));
    const outcomes = await Promise.all(partners.map(({ id }) => bring(id, key)));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 7 }, () => TAKEN));
  });

  test("PN-39: keys that are too short, known to all, or the protocol's own example are refused; weak ones have an end", async () => {
    for (const key of ["short", "a".repeat(40), "&BKcc7<XX:7>~V2A", "your-256-bit-secret"])
      expect(issuerInput.shape.key.safeParse(key).success, key).toBe(false);
    const { issuerId } = granted(await bring((await aPartner()).id, "Wx7#pQ2!vM9@zT4w"));
    const { rows } = await testPool().query<{ weak: boolean; ends: boolean; fingerprint: Buffer }>(
      "SELECT weak, valid_until IS NOT NULL AS ends, key_fingerprint AS fingerprint FROM issuer_keys WHERE issuer_id = $1",
      [issuerId],
    );
    expect(rows).toMatchObject([{ weak: true, ends: true }]);
    expect(rows[0]?.fingerprint).toHaveLength(32);
  });
});
