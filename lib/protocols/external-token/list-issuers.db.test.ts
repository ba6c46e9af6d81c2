import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { lastKeyUses } from "@/lib/events/last-key-uses";
import { newId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { aPartner, granted, someone } from "@/lib/testing/fixtures";
import { anIssuer } from "@/lib/testing/issuer-fixture";
import { endPreviousKey } from "./change-issuer";
import { listIssuerNames } from "./find-issuer";
import { findOwnIssuer, listIssuers } from "./list-issuers";
import { rotateIssuerKey } from "./manage";
import { suggestIssuerName } from "./suggest-name";

let database: TestDatabase;
let partnerId: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => void (partnerId = (await aPartner()).id));

/** An event as the entering statement writes it. @param secondsAgo negative: in the future of the rotation that comes next */
async function signIn(issuerId: string, more: { previousKey?: boolean; secondsAgo?: number; test?: boolean; outcome?: string } = {}) {
  const { previousKey = false, secondsAgo = 0, test: isTest = false, outcome = "accepted" } = more;
  const { rows } = await testPool().query<{ at: Date }>(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, request_id, detail)
     VALUES ($1, now() - make_interval(secs => $2), $3, 'login', 'external-token', $4, 'accepted', $5, $6, $7, $8) RETURNING at`,
    [partnerId, secondsAgo, newId(), outcome, isTest, issuerId, newId(), previousKey ? '{"previousKey": true}' : null],
  );
  return rows[0]?.at ?? null;
}

test("of an issuer one is told its settings and where its domains stand, and nobody else's partner is told anything", async () => {
  const issuer = await anIssuer(partnerId, { emailDomains: ["b.example", "a.example"] });
  const [listed] = await listIssuers(partnerId);
  expect(listed).toEqual(await findOwnIssuer(issuer.id, partnerId));
  expect(listed).toMatchObject({
    iss: issuer.iss,
    redirectUrl: "https://alpha.example/?books=error",
    tellsFailures: true,
    lastSignInAt: null,
    currentKey: { weak: false, validUntil: null, lastUsedAt: null },
    previousKey: null,
    emailDomains: [
      { domain: "a.example", state: "waiting", note: null },
      { domain: "b.example", state: "waiting", note: null },
    ],
  });
  expect(JSON.stringify(listed)).not.toContain(issuer.key);
  expect(await listIssuerNames(partnerId)).toEqual([{ id: issuer.id, iss: issuer.iss }]);
  const stranger = (await aPartner()).id;
  expect([await listIssuers(stranger), await listIssuerNames(stranger)]).toEqual([[], []]);
  for (const odd of [issuer.id.toUpperCase(), issuer.iss, "", "'"]) expect(await findOwnIssuer(odd, partnerId)).toBeNull();
  expect(await findOwnIssuer(issuer.id, stranger)).toBeNull();
});

test("by which key somebody came in last is told from the events, before and after a rotation", async () => {
  const { id } = await anIssuer(partnerId);
  const first = await signIn(id);
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({ lastSignInAt: first, currentKey: { lastUsedAt: first } });
  granted(await rotateIssuerKey(id, partnerId, 3600, someone));
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({
    lastSignInAt: first,
    currentKey: { lastUsedAt: null },
    previousKey: { lastUsedAt: first },
  });
  const byPrevious = await signIn(id, { previousKey: true });
  const byCurrent = await signIn(id);
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({
    lastSignInAt: byCurrent,
    currentKey: { lastUsedAt: byCurrent },
    previousKey: { lastUsedAt: byPrevious },
  });
  granted(await rotateIssuerKey(id, partnerId, 3600, someone));
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({ currentKey: { lastUsedAt: null }, previousKey: { lastUsedAt: byCurrent } });
  granted(await endPreviousKey(id, partnerId, someone));
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({ lastSignInAt: byCurrent, previousKey: null });
});

test("a key that nobody used before it was replaced was never used, whatever came in by the one before it", async () => {
  const { id } = await anIssuer(partnerId);
  const old = await signIn(id, { secondsAgo: 1 });
  granted(await rotateIssuerKey(id, partnerId, 3600, someone));
  granted(await rotateIssuerKey(id, partnerId, 3600, someone));
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({ lastSignInAt: old, previousKey: { lastUsedAt: null } });
});

test("neither refusals nor tests count as use of a key", async () => {
  const { id } = await anIssuer(partnerId);
  await signIn(id, { test: true });
  await signIn(id, { outcome: "refused" });
  expect(await findOwnIssuer(id, partnerId)).toMatchObject({ lastSignInAt: null, currentKey: { lastUsedAt: null } });
});

test("the last use of a key is one probe of an index: events of its other key and refused ones are not even looked at", async () => {
  const { id } = await anIssuer(partnerId);
  await testPool().query(
    `INSERT INTO login_events (partner_id, at, id, kind, protocol, outcome, reason, test, credential_id, request_id, detail)
     SELECT $1, now() - make_interval(secs => n), gen_random_uuid(), 'login', 'external-token',
            CASE WHEN n % 2 = 0 THEN 'accepted' ELSE 'refused' END::login_outcome, 'accepted', false, $2, gen_random_uuid(),
            '{"previousKey": true}'
       FROM generate_series(1, 500) AS n`,
    [partnerId, id],
  );
  const spy = vi.spyOn(testPool(), "query");
  await lastKeyUses("external-token", id, new Date(0));
  const [text, values] = spy.mock.calls[0] as unknown as [string, unknown[]];
  spy.mockRestore();
  const client = await testPool().connect();
  try {
    // Small tables are scanned whole whatever their keys, so that is forbidden here.
    await client.query("BEGIN; SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, COSTS off, TIMING off) ${text}`, values);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).not.toMatch(/Rows Removed by Filter|Seq Scan|Sort/);
    expect(plan).toMatch(/Index (?:Only )?Scan.* using login_events_\w+_credential_id_coalesce_at_idx/);
    expect([...plan.matchAll(/Index (?:Only )?Scan.*actual rows=(\d+)/g)].every(([, found]) => Number(found) <= 1)).toBe(true);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});

test("a name is suggested that nobody on the platform has", async () => {
  const name = `Ünï ${newId().slice(-8)}`;
  const first = await suggestIssuerName(name);
  expect(first).toMatch(/^uni-[0-9a-f]{8}$/);
  await anIssuer(partnerId, { iss: first });
  expect(await suggestIssuerName(name)).toBe(`${first}-2`);
  expect(await suggestIssuerName("本")).toMatch(/^issuer/);
});
