import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { gatewayDatabase } from "@/lib/db/pools";
import type { RoomRequest } from "@/lib/http/message";
import { newId } from "@/lib/id";
import { aPartner, granted, someone } from "@/lib/testing/fixtures";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { externalTokenRoute } from ".";
import { AUDIENCE_SETTING } from "./audience";
import { issuerInput } from "./issuer-input";
import { createIssuer, disableIssuer, rotateIssuerKey } from "./manage";
import { rememberIssuer } from "./remembered-issuers";
import { findIssuer } from "./store";

type Issuer = { readonly id: string; readonly key: string; readonly iss: string; readonly partnerId: string };

let database: TestDatabase;
let issuer: Issuer;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  issuer = await anIssuer();
  // The first arrival reads the issuer, and this process remembers it.
  expect(await arrive()).toMatchObject({ status: 302, to: "https://shelf.example/x", asked: LONG });
});

async function anIssuer(): Promise<Issuer> {
  const { id: partnerId } = await aPartner();
  const iss = `iss-${newId().slice(-12)}`;
  const given = {
    iss,
    redirectUrl: "https://alpha.example/",
    key: null,
    returnHosts: ["shelf.example"],
    emailDomains: [],
    logoutUrl: null,
  };
  const made = granted(
    await createIssuer(partnerId, issuerInput.parse({ ...given, maxLifetimeSeconds: 3600 }), someone, { domainsApproved: true }),
  );
  return { id: made.issuerId, key: made.key, iss, partnerId };
}

const nowSeconds = () => Math.floor((performance.timeOrigin + performance.now()) / 1000);

function sign(claims: object = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const said = { iss: issuer.iss, jti: newId(), exp: nowSeconds() + 600, aud: "farfalla", sub: "user", user: { uuid: "1" } };
  const input = `${part({ alg: "HS256" })}.${part({ ...said, intended_url: "https://shelf.example/x", ...claims })}`;
  return `${input}.${createHmac("sha256", issuer.key).update(input).digest("base64url")}`;
}

/** Follows a link, and says where it leads and what was asked of the database meanwhile. */
async function arrive(token = sign(), cookie = ""): Promise<{ status: number; to: string; cookie: string; asked: unknown[] }> {
  const request: RoomRequest = {
    method: "GET",
    path: "/auth/token",
    query: `external-auth-token=${token}`,
    header: (name) => ({ "sec-fetch-mode": ["navigate"], "sec-fetch-dest": ["document"], cookie: [cookie] })[name] ?? [],
    body: () => Promise.resolve(Buffer.alloc(0)),
    clientAddress: "192.0.2.7",
    clientIp: "192.0.2.7",
    arrivedInClear: false,
    requestId: newId(),
  };
  const query = vi.spyOn(gatewayDatabase(), "query");
  const { status, headers, cookies = [] } = await externalTokenRoute.handle(request);
  const asked = query.mock.calls.map(([statement]) => (statement as { name?: string } | undefined)?.name).filter((name) => name);
  query.mockRestore();
  return { status, to: (headers.location ?? "").replace(/&request_id=.*/, ""), cookie: cookies[0]?.split(";", 1)[0] ?? "", asked };
}

const ONE = ["enter-by-external-token-remembered"];
const LONG = ["find-issuer", "enter-by-external-token"];

test("whoever arrives by an issuer that this process has seen is in by one statement, and the token is used up by it", async () => {
  const token = sign();
  expect(await arrive(token)).toMatchObject({ status: 302, to: "https://shelf.example/x", asked: ONE });
  expect(await arrive(token)).toMatchObject({
    status: 302,
    to: "https://alpha.example/?error=jti_replayed",
    asked: expect.arrayContaining(ONE) as unknown,
  });
});

test("whom the issuer has not brought before comes in by one statement as well", async () => {
  const somebody = { user: { uuid: newId() } };
  for (let times = 0; times < 2; times += 1)
    expect(await arrive(sign(somebody))).toMatchObject({ status: 302, to: "https://shelf.example/x", asked: ONE });
});

test.each([false, true])(
  "a browser that is signed in, by one statement: its session before ends, somebody else is asked first (consent: %s)",
  async (acceptsTerms) => {
    const asked = [`${ONE[0] ?? ""}-session${acceptsTerms ? "-accepts" : ""}`];
    const token = (uuid: string) => sign({ user: { uuid, accept_terms_and_policies: acceptsTerms } });
    const [one, two] = [newId(), newId()];
    for (const uuid of [one, two]) await arrive(token(uuid));
    const first = await arrive(token(one));
    const again = await arrive(token(one), first.cookie);
    expect(again).toMatchObject({ status: 302, to: "https://shelf.example/x", asked });
    const { rows } = await testPool().query<{ ended: boolean }>(
      `SELECT s.revoked_at IS NOT NULL AS ended FROM end_user_sessions s JOIN external_identities x ON x.end_user_id = s.end_user_id
      WHERE x.issuer_id = $1 AND x.uuid = $2 ORDER BY s.created_at`,
      [issuer.id, one],
    );
    expect(rows.map(({ ended }) => ended)).toEqual([false, true, false]);
    expect(await arrive(token(two), again.cookie)).toMatchObject({ status: 200, cookie: "" });
    const stranger = token(newId());
    expect(await arrive(stranger, again.cookie), "somebody new is asked as well").toMatchObject({ status: 200, cookie: "" });
  },
);

const change = (text: string, values: (of: Issuer) => unknown[]) => () => testPool().query(text, values(issuer));
const ofIssuer = ({ id }: Issuer) => [id];

test.each<[what: string, change: () => Promise<unknown>, outcome: { status: number; to?: string }]>([
  ["the issuer is disabled", async () => granted(await disableIssuer(issuer.id, null, someone)), { status: 401, to: "" }],
  [
    "its partner is suspended",
    change("UPDATE partners SET suspended_at = now() WHERE id = $1", ({ partnerId }) => [partnerId]),
    { status: 401, to: "" },
  ],
  [
    "its key is replaced without an overlap",
    async () => granted(await rotateIssuerKey(issuer.id, null, 0, someone)),
    { status: 302, to: "https://alpha.example/?error=signature_mismatch" },
  ],
  [
    "its key has run out",
    change("UPDATE issuer_keys SET valid_until = now() WHERE issuer_id = $1", ofIssuer),
    { status: 302, to: "https://alpha.example/?error=key_expired" },
  ],
  [
    "tokens may live for a minute",
    change("UPDATE issuers SET max_lifetime_seconds = 60 WHERE id = $1", ofIssuer),
    { status: 302, to: "https://alpha.example/?error=exp_too_far" },
  ],
  [
    "the host is not on its list any more",
    change("UPDATE issuers SET return_hosts = '{}' WHERE id = $1", ofIssuer),
    { status: 302, to: "/" },
  ],
  [
    "its user is suspended",
    change(
      "UPDATE end_users SET suspended_at = now() WHERE id IN (SELECT end_user_id FROM external_identities WHERE issuer_id = $1)",
      ofIssuer,
    ),
    { status: 302, to: "https://alpha.example/?error=user_suspended" },
  ],
  ["it is gone", change("UPDATE issuers SET slug = slug || '-gone' WHERE id = $1", ofIssuer), { status: 401, to: "" }],
])("the very next arrival in a process that remembers the issuer knows that %s", async (_, make, outcome) => {
  await make();
  expect(await arrive()).toMatchObject(outcome);
});

test("whom tokens are for acts at once, too", async () => {
  const set = (value: string) =>
    testPool().query("INSERT INTO platform_settings (name, value) VALUES ($1, to_jsonb($2::text)) ON CONFLICT (name) DO UPDATE SET value = excluded.value", [AUDIENCE_SETTING, value]); // prettier-ignore
  await set("another");
  try {
    expect(await arrive()).toMatchObject({ to: "https://alpha.example/?error=aud_wrong" });
    expect(await arrive(sign({ aud: "another" }))).toMatchObject({ to: "https://shelf.example/x" });
    expect(await arrive(sign({ aud: "another" }))).toMatchObject({ asked: ONE });
  } finally {
    await testPool().query("DELETE FROM platform_settings WHERE name = $1", [AUDIENCE_SETTING]);
  }
  expect(await arrive()).toMatchObject({ to: "https://shelf.example/x" });
});

test("a key whose time runs out by itself is good for nothing from that instant on, though no row has changed", async () => {
  await testPool().query("UPDATE issuer_keys SET valid_until = now() + interval '1.5 s' WHERE issuer_id = $1", [issuer.id]);
  await arrive();
  expect(await arrive()).toMatchObject({ to: "https://shelf.example/x", asked: ONE });
  await sleep(1_600);
  expect(await arrive()).toMatchObject({ to: "https://alpha.example/?error=key_expired" });
});

test("a process whose clock is an hour off lets nobody in whom the database's clock does not, and keeps nobody out", async () => {
  const believe = async (aheadMs: number) => {
    const found = await findIssuer(gatewayDatabase(), issuer.iss);
    rememberIssuer(issuer.iss, { ...found, nowMs: found.nowMs + aheadMs });
  };
  const over = () => sign({ exp: nowSeconds() - 31 });
  await believe(-3_600_000);
  expect(await arrive(over())).toMatchObject({
    to: "https://alpha.example/?error=token_expired",
    asked: expect.arrayContaining(["find-issuer"]) as unknown,
  });
  await believe(3_600_000);
  expect(await arrive()).toMatchObject({ to: "https://shelf.example/x", asked: LONG });
  await believe(3_600_000);
  expect(await arrive(sign({ nbf: nowSeconds() + 1_000, exp: nowSeconds() + 2_000 }))).toMatchObject({
    to: "https://alpha.example/?error=clock_skew",
  });
});

test("an issuer that nobody has set up is asked for each time, and may be set up at any moment", async () => {
  const unknown = sign({ iss: "nobody-yet" });
  for (let times = 0; times < 2; times += 1)
    expect(await arrive(unknown)).toMatchObject({ status: 401, asked: expect.arrayContaining(["find-issuer"]) as unknown });
});
