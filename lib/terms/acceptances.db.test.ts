import { afterAll, beforeAll, expect, test } from "vitest";
import { transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/id";
import { openSession } from "@/lib/people";
import { publishTestTerms } from "@/lib/testing/country-terms";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anEndUser, aPartner, granted } from "@/lib/testing/fixtures";
import { acceptTerms, findReceipt, listAcceptances, listAcceptancesOf } from ".";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function anApiClient() {
  const [id, { id: partnerId }] = [newId(), await aPartner({ name: "Beta" })];
  await testPool().query("INSERT INTO api_clients (id, partner_id, name, api_key, parent_origins) VALUES ($1, $2, 'Kiosk', $3, '{}')", [
    id,
    partnerId,
    id,
  ]);
  return id;
}

test("an acceptance through an API client says its name and its partner's, in every list and on the receipt", async () => {
  const [clientId, { id: endUserId }] = [await anApiClient(), await anEndUser()];
  const { versionId } = await publishTestTerms(testPool(), "BV");
  await testPool().query(
    `INSERT INTO terms_acceptances (end_user_id, version_id, language, sha256, source, credential_id, request_id)
     SELECT $1, version_id, language, sha256, 'signed-login', $2, $3 FROM terms_texts WHERE version_id = $4`,
    [endUserId, clientId, newId(), versionId],
  );
  const through = { id: clientId, name: "Kiosk", partnerName: "Beta" };
  const [stored] = await listAcceptancesOf(endUserId);
  expect(stored).toMatchObject({ source: "signed-login", through });
  expect((await listAcceptances({ documentId: null, endUserId }, null)).entries).toMatchObject([{ through }]);
  expect(await findReceipt(stored?.id ?? "")).toMatchObject({ through });
});

test("what somebody accepts in the portal says through which API client or pairing they came in", async () => {
  const { versionId } = await publishTestTerms(testPool(), "HM");
  const through = async (column: string, credentialId: string) => {
    const { id: endUserId } = await anEndUser();
    await testPool().query("UPDATE end_users SET country = 'HM' WHERE id = $1", [endUserId]);
    await openSession(endUserId);
    const { rows } = await testPool().query<{ id: string }>(
      `UPDATE end_user_sessions SET ${column} = $2 WHERE end_user_id = $1 RETURNING id`,
      [endUserId, credentialId],
    );
    const origin = { source: "portal", sessionId: rows[0]?.id ?? null, requestId: newId() } as const;
    granted(await transaction((tx) => acceptTerms(tx, endUserId, [{ versionId, language: "en" }], origin)));
    return (await listAcceptancesOf(endUserId)).map((one) => [one.source, one.through?.name, one.through?.partnerName]);
  };
  expect(await through("client_id", await anApiClient())).toEqual([["portal", "Kiosk", "Beta"]]);
  const [pairingId, { id: partnerId }] = [newId(), await aPartner({ name: "Gamma" })];
  await testPool().query(
    "INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost) VALUES ($1, $2, 'ps-1', 'a@example.org', 'gamma-1')",
    [pairingId, partnerId],
  );
  expect(await through("pairing_id", pairingId)).toEqual([["portal", "ps-1", "Gamma"]]);
});
