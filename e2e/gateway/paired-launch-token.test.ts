import { describe, expect, test } from "vitest";
import { newPrefixedToken } from "@/lib/crypto/token";
import { type Answer, eventsOf, NIL_PARTNER } from "../support/gateway";
import { Caller, newPairing, PairingSet } from "../support/paired-launch";
import { doors, frontDoor } from "../support/test-servers";
import { hashOf, type Row } from "../support/world";

const set = PairingSet.forThisFile();

async function expectRefused(answer: Answer, status: number, reason: string, partner: Row): Promise<void> {
  const code = status === 401 ? "unauthorized" : status === 404 ? "not_found" : reason;
  expect(answer.status, answer.body).toBe(status);
  expect(answer.json()).toStrictEqual({
    success: false,
    message: expect.stringMatching(/^[A-Z].*\.$/) as unknown,
    code,
    request_id: answer.requestId,
  });
  expect(answer.header("set-cookie")).toBeUndefined();
  const events = await eventsOf(set.world, answer.requestId);
  expect(events).toMatchObject([{ outcome: "refused", reason, kind: "launch", protocol: "paired-launch", partnerId: partner.id }]);
}

async function tokensOf(pairing: Row): Promise<number> {
  return (await set.world.db.query("SELECT FROM pairing_tokens WHERE pairing_id = $1", [pairing.id])).rowCount ?? 0;
}

describe.each(doors())("PSObtainToken, %s", (_name, { url }) => {
  const server = () => new Caller(url);
  const ask = (query: string, headers: [string, string][]) => server().ask(`/api2/PSObtainToken${query}`, { headers });
  const HA = () => set.a.bearer.token;
  const byHeader = (): [string, string][] => [["APIToken", HA()]];

  test("P4-01 a partner obtains the access token of its pairing: the seed's three members, one event, the hash alone is stored", async () => {
    const answer = await server().obtain(HA(), set.a.psClientId);
    expect(answer.status, answer.body).toBe(200);
    const body = answer.json() as Record<string, unknown>;
    expect(body).toStrictEqual({
      ClientVHOST: set.a.vhost,
      AccessToken: expect.stringMatching(/^[0-9A-Za-z]{43}$/) as unknown,
      ExpiresIn: 1800,
    });
    expect(answer.body.indexOf("ClientVHOST")).toBeLessThan(answer.body.indexOf("AccessToken"));
    const { rows } = await set.world.db.query(
      "SELECT t.id, t.used_at, extract(epoch FROM t.expires_at - t.created_at)::int AS life FROM pairing_tokens t WHERE t.hash = $1 AND t.pairing_id = $2",
      [hashOf(String(body.AccessToken)), set.a.id],
    );
    expect(rows).toEqual([{ id: expect.any(String) as unknown, used_at: null, life: 1800 }]);
    expect(await eventsOf(set.world, answer.requestId)).toMatchObject([
      {
        outcome: "accepted",
        kind: "launch",
        protocol: "paired-launch",
        partnerId: set.a.partner.id,
        credentialId: set.a.bearer.id,
        endUserId: set.a.user.id,
        loginTokenId: (rows[0] as { id: string }).id,
      },
    ]);
  });

  test("P4-02 the bearer token counts in its header alone, once, whole, in force and made for pairing", async () => {
    const id = `?PSClientID=${set.a.psClientId}`;
    const { bearers, db, partners } = set.world;
    const altered = `${HA().slice(0, -1)}${HA().endsWith("0") ? "1" : "0"}`;
    await expectRefused(await ask(id, []), 401, "bearer_missing", NIL_PARTNER);
    await expectRefused(await ask(id, [["APIToken", ""]]), 401, "bearer_missing", NIL_PARTNER);
    await expectRefused(await ask(`${id}&APIToken=${HA()}`, []), 401, "bearer_missing", NIL_PARTNER);
    await expectRefused(await ask(id, [["Authorization", `Bearer ${HA()}`]]), 401, "bearer_missing", NIL_PARTNER);
    await expectRefused(await ask(id, [["APIToken", altered]]), 401, "bearer_malformed", NIL_PARTNER);
    await expectRefused(await ask(id, [...byHeader(), ...byHeader()]), 401, "bearer_malformed", NIL_PARTNER);
    await expectRefused(await ask(id, [["APIToken", newPrefixedToken("lk_live")]]), 401, "bearer_unknown", NIL_PARTNER);
    await expectRefused(await ask(id, [["APIToken", bearers.TAx.token]]), 401, "bearer_revoked", partners.A);
    await expectRefused(await ask(id, [["APIToken", bearers.expired.token]]), 401, "bearer_expired", partners.A);
    await expectRefused(await ask(id, [["APIToken", bearers.suspended.token]]), 403, "partner_suspended", partners.suspended);
    const redeemOnly = await set.world.newBearer(partners.A);
    await db.query("UPDATE bearer_tokens SET scopes = '{redeem}' WHERE id = $1", [redeemOnly.id]);
    await expectRefused(await ask(id, [["APIToken", redeemOnly.token]]), 401, "bearer_scope_missing", partners.A);
    expect(await tokensOf(set.a)).toBe(0);
    expect((await ask(id, [["apitoken", bearers.pairOnly.token]])).status).toBe(200);
  });

  test("P4-03 the PSClientID has to be there, once, and to name a confirmed pairing of this partner's own", async () => {
    const { A } = set.world.partners;
    for (const query of ["", "?", "?PSClientID=", `?psclientid=${set.a.psClientId}`])
      await expectRefused(await ask(query, byHeader()), 400, "client_id_missing", A);
    await expectRefused(await ask(`?PSClientID=${set.a.psClientId}&PSClientID=x`, byHeader()), 400, "client_id_repeated", A);
    for (const id of ["unknown", set.b.psClientId, "{}", "%00", "a%20b", "x".repeat(129), `${set.a.psClientId}%0a`])
      await expectRefused(await ask(`?PSClientID=${id}`, byHeader()), 404, "pairing_unknown", A);
    const waiting = await newPairing(set.world, set.a.bearer, { confirmed: false });
    await expectRefused(await ask(`?PSClientID=${waiting.psClientId}`, byHeader()), 404, "pairing_not_confirmed", A);
    const ended = await newPairing(set.world, set.a.bearer);
    await set.world.db.query("UPDATE pairings SET ended_at = now(), ended_by = 'end_user' WHERE id = $1", [ended.id]);
    await expectRefused(await ask(`?PSClientID=${ended.psClientId}`, byHeader()), 404, "pairing_ended", A);
    // Once the id is given to another pairing, that one is meant.
    const next = await newPairing(set.world, set.a.bearer, { psClientId: ended.psClientId });
    expect((await ask(`?PSClientID=${ended.psClientId}`, byHeader())).json()).toMatchObject({ ClientVHOST: next.vhost });
    const suspended = await newPairing(set.world, set.a.bearer);
    await set.world.db.query("UPDATE end_users SET suspended_at = now() WHERE id = $1", [suspended.user.id]);
    await expectRefused(await ask(`?PSClientID=${suspended.psClientId}`, byHeader()), 403, "user_suspended", A);
    for (const pairing of [waiting, ended, suspended]) expect(await tokensOf(pairing)).toBe(0);
  });

  test("P4-03 what an id is called may have letters that a URL has to encode", async () => {
    const odd = await newPairing(set.world, set.a.bearer, { psClientId: `Żółw+&=/?#${set.a.psClientId}` });
    expect((await server().obtain(HA(), odd.psClientId)).json()).toMatchObject({ ClientVHOST: odd.vhost });
  });

  test("P4-04 asked in any other way nothing is issued", async () => {
    for (const method of ["HEAD", "POST", "OPTIONS", "PUT", "DELETE"]) {
      const answer = await server().ask(`/api2/PSObtainToken?PSClientID=${set.a.psClientId}`, { method, headers: byHeader() });
      expect([answer.status, answer.header("allow")], method).toEqual([405, "GET"]);
    }
    expect((await ask(`?PSClientID=${set.a.psClientId}`, [...byHeader(), ["Sec-Purpose", "prefetch"]])).status).toBe(503);
    for (const path of ["/api2/PSObtainToken/", "/api2/PSObtainToken/x", "/api2/psobtaintoken", "/api2/Other"])
      expect((await server().ask(`${path}?PSClientID=${set.a.psClientId}`, { headers: byHeader() })).status, path).toBe(404);
    expect(await tokensOf(set.a)).toBe(0);
  });

  test("P4-05 a hundred unused tokens of one pairing are enough: 429 until one is used, and no other pairing is slowed", async () => {
    await set.world.db.query(
      `INSERT INTO pairing_tokens (hash, id, pairing_id, expires_at)
       SELECT sha256(convert_to($1 || n, 'UTF8')), gen_random_uuid(), $1::uuid, now() + interval '20 minutes' FROM generate_series(1, 100) AS n`,
      [set.a.id],
    );
    const full = await server().obtain(HA(), set.a.psClientId);
    expect([full.status, (full.json() as { code: string }).code]).toEqual([429, "too_many_open_tokens"]);
    expect(Number(full.header("retry-after"))).toBeGreaterThan(1100);
    expect(Number(full.header("retry-after"))).toBeLessThanOrEqual(1200);
    expect(await eventsOf(set.world, full.requestId)).toEqual([]);
    expect(await tokensOf(set.a)).toBe(100);
    const other = await newPairing(set.world, set.a.bearer);
    expect((await server().obtain(HA(), other.psClientId)).status).toBe(200);
    await set.world.db.query(
      "UPDATE pairing_tokens SET used_at = now() WHERE pairing_id = $1 AND hash = sha256(convert_to($1::text || 7, 'UTF8'))",
      [set.a.id],
    );
    expect((await server().obtain(HA(), set.a.psClientId)).status).toBe(200);
    expect((await server().obtain(HA(), set.a.psClientId)).status).toBe(429);
  });

  test("P4-05 guesses in a row: 429, and whoever asks rightly is not slowed", async () => {
    const guesser = server();
    const bearer = await set.world.newBearer(set.world.partners.B);
    let last = await guesser.obtain(bearer.token, "nobody");
    for (let i = 0; i < 110 && last.status !== 429; i += 1) last = await guesser.obtain(bearer.token, "nobody");
    expect(last.status).toBe(429);
    expect(Number(last.header("retry-after"))).toBeGreaterThan(0);
    expect(await eventsOf(set.world, last.requestId)).toEqual([]);
    expect((await guesser.obtain(bearer.token, set.b.psClientId)).status).toBe(200);
  });

  test("P4-25 one partner's token obtains nothing of another's pairings", async () => {
    await expectRefused(await server().obtain(set.b.bearer.token, set.a.psClientId), 404, "pairing_unknown", set.world.partners.B);
    const same = await newPairing(set.world, set.b.bearer, { psClientId: set.a.psClientId });
    expect((await server().obtain(set.b.bearer.token, set.a.psClientId)).json()).toMatchObject({ ClientVHOST: same.vhost });
    expect(await tokensOf(set.a)).toBe(0);
  });
});

test("P4-02 over plain http nothing is issued, and the token is marked as exposed; at the front door, for Next does not tell who asks", async () => {
  const bearer = await set.world.newBearer(set.world.partners.A);
  const headers: [string, string][] = [
    ["APIToken", bearer.token],
    ["X-Forwarded-Proto", "http"],
  ];
  const answer = await new Caller(frontDoor().url).ask(`/api2/PSObtainToken?PSClientID=${set.a.psClientId}`, { headers });
  await expectRefused(answer, 403, "plain_http", set.world.partners.A);
  const { rows } = await set.world.db.query("SELECT exposed_at IS NOT NULL AS exposed FROM bearer_tokens WHERE id = $1", [bearer.id]);
  expect(rows).toEqual([{ exposed: true }]);
});
