import { afterAll, beforeAll, expect, test } from "vitest";
import { done, refused } from "@/bin/testing/run-inside";
import { isId, newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anEndUser, aPartner, auditOf } from "@/lib/testing/fixtures";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const id = expect.toSatisfy((value: string) => isId(value)) as unknown;
const names = ["--username", "ada", "--user-id", "7"];

test("portal-key create: a key that names an end user, by whatever address the operator says", async () => {
  const [{ id: partnerId, slug }, user] = [await aPartner(), await anEndUser({ verified: false })];
  const made = await done("portal-key", "create", "--partner", slug, "--email", user.email.toUpperCase(), ...names);
  expect(made).toEqual({ portalKeyId: id, key: expect.stringMatching(/^[0-9A-Za-z]{24}$/) as unknown });
  const { rows } = await testPool().query(
    "SELECT partner_id, key, username, user_id, end_user_id, email, revoked_at FROM portal_keys WHERE id = $1",
    [made.portalKeyId],
  );
  expect(rows).toEqual([
    {
      partner_id: partnerId,
      key: made.key,
      username: "ada",
      user_id: "7",
      end_user_id: user.id,
      email: user.email.toLowerCase(),
      revoked_at: null,
    },
  ]);
  expect(await auditOf(made.portalKeyId ?? "")).toMatchObject([{ action: "portal_key.created", actor_kind: "cli" }]);
});

test("portal-key create refuses whom nobody knows, and what is no name", async () => {
  const [{ slug }, user] = [await aPartner(), await anEndUser()];
  const create = ["portal-key", "create", "--partner"];
  expect(await refused(...create, slug, "--email", `nobody-${newId()}@example.com`, ...names)).toBe("user_unknown");
  expect(await refused(...create, newId(), "--email", user.email, ...names)).toBe("partner_unknown");
  expect(await refused(...create, slug, "--email", "no address", ...names)).toBe("email_invalid");
  expect(await refused(...create, slug, "--email", user.email, "--username", " ", "--user-id", "7")).toBe("username_invalid");
  expect(await refused(...create, slug, "--email", user.email, "--username", "ada", "--user-id", "7\n8")).toBe("user_id_invalid");
});

test("portal-key revoke: by id or by the key itself; again tells the same time, and is told of once", async () => {
  const [{ slug }, user] = [await aPartner(), await anEndUser()];
  const { portalKeyId = "", key = "" } = await done("portal-key", "create", "--partner", slug, "--email", user.email, ...names);
  const { revokedAt } = await done("portal-key", "revoke", "--portal-key", key);
  expect(new Date(revokedAt ?? "").getTime()).toBeGreaterThan(0);
  expect(await done("portal-key", "revoke", "--portal-key", portalKeyId)).toEqual({ revokedAt });
  expect((await auditOf(portalKeyId)).map(({ action }) => action)).toEqual(["portal_key.created", "portal_key.revoked"]);
  for (const nobody of [newId(), "nobody", "No body"])
    expect(await refused("portal-key", "revoke", "--portal-key", nobody)).toBe("portal_key_unknown");
});
