import { afterAll, beforeAll, expect, test } from "vitest";
import { isId, newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner } from "@/lib/testing/fixtures";
import { done, refused } from "@/bin/testing/run-inside";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const id = expect.toSatisfy((value: string) => isId(value)) as unknown;
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

test("issuer create, rotate, disable, enable", async () => {
  const { slug } = await aPartner();
  const create = ["issuer", "create", "--partner", slug, "--redirect-url", "https://alpha.example/?books=error", "--iss"];
  const made = await done(...create, "acme", "--return-host", "Alpha.example", "--email-domain", "alpha.example", "--max-lifetime", "2h");
  expect(made).toEqual({ issuerId: id, key: expect.stringMatching(/^[0-9A-Za-z]{43}$/) as unknown });
  const { rows } = await testPool().query(
    `SELECT slug, redirect_url, return_hosts, max_lifetime_seconds, k.sealed_key LIKE '%' || $2 || '%' AS readable, d.approved_at IS NOT NULL AS approved
       FROM issuers i JOIN issuer_keys k ON k.issuer_id = i.id JOIN issuer_email_domains d ON d.issuer_id = i.id WHERE i.id = $1`,
    [made.issuerId, made.key],
  );
  const stored = {
    slug: "acme",
    redirect_url: "https://alpha.example/?books=error",
    return_hosts: ["alpha.example"],
    max_lifetime_seconds: 7200,
  };
  expect(rows).toEqual([{ ...stored, readable: false, approved: true }]);
  expect(await done(...create, "weak", "--key", "Kx7#pQ2!vM9@zT4w")).toEqual({ issuerId: id, key: "Kx7#pQ2!vM9@zT4w" });
  expect(await refused(...create, "acme")).toBe("iss_taken");
  for (const iss of ["Acme", "a_b", "-a", "x".repeat(64), newId()]) expect(await refused(...create, iss), iss).toBe("iss_invalid");
  expect(await refused(...create, "a", "--key", "123456789abcde&")).toBe("key_invalid");
  expect(await refused(...create, "a", "--return-host", "alpha.example:8443")).toBe("return_hosts_invalid");
  expect(await refused(...create, "a", "--max-lifetime", "25h")).toBe("max_lifetime_seconds_invalid");
  expect(await refused("issuer", "create", "--partner", slug, "--iss", "a", "--redirect-url", "http://alpha.example/")).toBe(
    "url_not_https",
  );
  expect(await done("issuer", "rotate", "--issuer", "acme", "--overlap", "1h")).toEqual({
    key: expect.not.stringMatching(made.key ?? "") as unknown,
    previousUntil: instant,
  });
  expect(await done("issuer", "disable", "--issuer", made.issuerId ?? "")).toEqual({ status: "disabled" });
  expect(await refused("issuer", "disable", "--issuer", "acme")).toBe("already_disabled");
  expect(await done("issuer", "enable", "--issuer", "acme")).toEqual({ status: "active" });
  for (const nobody of [newId(), "nobody", "No body"]) expect(await refused("issuer", "rotate", "--issuer", nobody)).toBe("issuer_unknown");
  const { rows: audit } = await testPool().query<{ text: string }>("SELECT after::text AS text FROM audit_events WHERE subject_id = $1", [
    made.issuerId,
  ]);
  expect(audit.map(({ text }) => text).join()).not.toContain(made.key);
});
