import { done, refused } from "@/bin/testing/run-inside";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSecret } from "@/lib/crypto/sealed-secret";
import { isId, newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner } from "@/lib/testing/fixtures";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

const id = expect.toSatisfy((value: string) => isId(value)) as unknown;

async function secretsOf(clientId: string): Promise<{ secret: string | null; current: boolean; overInSeconds: number | null }[]> {
  const { rows } = await testPool().query<{ id: string; sealed: string; current: boolean; over: number | null }>(
    `SELECT id, sealed_secret AS sealed, replaced_at IS NULL AS current, round(extract(epoch FROM valid_until - now()))::int AS over
       FROM api_client_secrets WHERE client_id = $1 ORDER BY created_at DESC, id DESC`,
    [clientId],
  );
  return Promise.all(
    rows.map(async (row) => ({
      secret: await openSecret("client-secret", row.id, row.sealed),
      current: row.current,
      overInSeconds: row.over,
    })),
  );
}

test("api-client create: an API key and a secret, which is stored sealed and told nowhere else", async () => {
  const { slug } = await aPartner();
  const create = ["api-client", "create", "--partner", slug, "--name", "Shop backend"];
  const made = await done(
    ...create,
    "--origin",
    "https://embed-a.example",
    "--origin",
    "http://localhost:8080",
    "--session-lifetime",
    "2h",
  );
  expect(made).toEqual({
    clientId: id,
    apiKey: expect.stringMatching(/^[0-9A-Za-z]{24}$/) as unknown,
    secret: expect.stringMatching(/^[0-9A-Za-z]{43}$/) as unknown,
  });
  const { rows } = await testPool().query(
    `SELECT name, api_key, parent_origins, caller_addresses, session_life_seconds, strict_mode, sealed_secret LIKE '%' || $2 || '%' AS readable
       FROM api_clients c JOIN api_client_secrets s ON s.client_id = c.id WHERE c.id = $1`,
    [made.clientId, made.secret],
  );
  expect(rows).toEqual([
    {
      name: "Shop backend",
      api_key: made.apiKey,
      parent_origins: ["https://embed-a.example", "http://localhost:8080"],
      caller_addresses: [],
      session_life_seconds: 7200,
      strict_mode: false,
      readable: false,
    },
  ]);
  const { rows: audit } = await testPool().query<{ text: string }>("SELECT after::text AS text FROM audit_events WHERE subject_id = $1", [
    made.clientId,
  ]);
  expect(audit).toHaveLength(1);
  expect(audit[0]?.text).not.toContain(made.secret);
});

test("api-client create refuses what is no origin, no address, no life", async () => {
  const { slug } = await aPartner();
  const create = ["api-client", "create", "--partner", slug, "--name", "x"];
  for (const origin of [
    "*",
    "null",
    "https://a.example/",
    "https://a.example:443",
    "http://a.example",
    "https://*.a.example",
    "a.example",
    "https://A.example",
  ])
    expect(await refused(...create, "--origin", origin), origin).toBe("parent_origins_invalid");
  expect(await refused(...create, "--caller-address", "host.example")).toBe("caller_addresses_invalid");
  for (const life of ["59m", "366d"]) expect(await refused(...create, "--session-lifetime", life)).toBe("session_life_seconds_invalid");
  expect(await done(...create, "--caller-address", "192.0.2.0/24", "--strict")).toMatchObject({ clientId: id });
});

test("api-client rotate, disable, enable: by id or API key; two secrets at the most", async () => {
  const { slug } = await aPartner();
  const { clientId = "", apiKey = "", secret } = await done("api-client", "create", "--partner", slug, "--name", "x");
  const { secret: second } = await done("api-client", "rotate", "--client", clientId, "--overlap", "1h");
  expect(await secretsOf(clientId)).toMatchObject([
    { secret: second, current: true, overInSeconds: null },
    { secret, current: false, overInSeconds: expect.closeTo(3600, -2) as unknown },
  ]);
  const { secret: third } = await done("api-client", "rotate", "--client", apiKey);
  const rows = await secretsOf(clientId);
  expect(rows.map((row) => row.secret)).toEqual([third, second, secret]);
  expect(rows[2]?.overInSeconds).toBeLessThanOrEqual(0);
  expect(await done("api-client", "disable", "--client", clientId)).toEqual({ status: "disabled" });
  expect(await refused("api-client", "disable", "--client", apiKey)).toBe("api_client_disabled");
  expect(await done("api-client", "enable", "--client", apiKey)).toEqual({ status: "active" });
  expect(await refused("api-client", "enable", "--client", apiKey)).toBe("api_client_enabled");
  for (const nobody of [newId(), "nobody", "No body"])
    expect(await refused("api-client", "rotate", "--client", nobody)).toBe("api_client_unknown");
});
