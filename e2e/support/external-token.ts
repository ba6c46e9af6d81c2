import { createHmac, randomBytes, randomInt } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, inject } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newId } from "@/lib/id";
import { type Answer, answerOf, eventsOf, NIL_PARTNER } from "./gateway";
import { type RawRequest, rawRequest } from "./raw-http";
import { TEST_SECRET } from "./server-process";
import { createWorld, type Row, type World } from "./world";

/** An issuer of the catalogue of attacks: RA is where its refused users go. */
export type Issuer = { readonly id: string; readonly iss: string; readonly key: string; readonly partner: Row };
export const RA = "https://alpha.example/?books=error";

/** Makes an issuer with a key of 32 bytes and the return host alpha.example. */
export async function newIssuer(world: World, partner: Row, options: { iss?: string; key?: string } = {}): Promise<Issuer> {
  setMasterSecret(TEST_SECRET);
  const [id, keyId] = [newId(), newId()];
  const { iss = `iss-${randomBytes(6).toString("hex")}`, key = randomBytes(24).toString("base64url") } = options;
  await world.db.query(
    "INSERT INTO issuers (id, partner_id, slug, redirect_url, return_hosts) VALUES ($1, $2, $3, $4, '{alpha.example}')",
    [id, partner.id, iss, RA],
  );
  await world.db.query("INSERT INTO issuer_keys (id, issuer_id, sealed_key, weak) VALUES ($1, $2, $3, $4)", [
    keyId,
    id,
    await sealSecret("issuer-key", keyId, key),
    key.length < 32,
  ]);
  return { id, iss, key, partner };
}

/** What the tests of a file stand on: its world, and an issuer of A's that is another one for each test. */
export class IssuerSet {
  private made: { world: World; issuer: Issuer } | null = null;

  /** To be called where a file begins. */
  static forThisFile(): IssuerSet {
    const set = new IssuerSet();
    let world: World;
    beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
    beforeEach(async () => {
      await forgive(world);
      set.made = { world, issuer: await newIssuer(world, world.partners.A) };
    });
    afterAll(() => world.close());
    return set;
  }

  get world(): World {
    return this.now.world;
  }

  get issuer(): Issuer {
    return this.now.issuer;
  }

  private get now(): { world: World; issuer: Issuer } {
    if (this.made === null) throw new Error("no test runs yet");
    return this.made;
  }
}

export const now = () => Math.floor((performance.timeOrigin + performance.now()) / 1000);
const encode = (part: unknown) =>
  typeof part === "string" || Buffer.isBuffer(part) ? Buffer.from(part) : Buffer.from(JSON.stringify(part));

/** The claims of V, with changes; `undefined` takes one out. */
export function claims(issuer: Issuer, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    iss: issuer.iss,
    jti: newId(),
    exp: now() + 60,
    aud: "farfalla",
    sub: "user",
    user: { uuid: "44b8cc41" },
    intended_url: "https://alpha.example/reader/x",
    ...changes,
  };
}

/** Signs any header and payload, spelled as given. */
export function signed(header: unknown, payload: unknown, key: string | Buffer, hash = "sha256"): string {
  const input = `${encode(header).toString("base64url")}.${encode(payload).toString("base64url")}`;
  return `${input}.${createHmac(hash, key).update(input).digest("base64url")}`;
}

export const HS256 = { alg: "HS256", typ: "JWT" };

/** V, with changes to its claims or its header. */
export function token(
  issuer: Issuer,
  changes: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): string {
  return signed({ ...HS256, ...header }, claims(issuer, changes), issuer.key);
}

export type Ask = Omit<RawRequest, "target"> & { readonly forwardedFor?: string };

/** A browser at one door, with an address of its own, so that limits do not mix. Every answer is held to I0. */
export class Browser {
  private readonly address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
  constructor(readonly url: string) {}

  async ask(target: string, { headers = [], forwardedFor = this.address, ...rest }: Ask = {}): Promise<Answer> {
    const answer = answerOf(await rawRequest(this.url, { ...rest, target, headers: [["X-Forwarded-For", forwardedFor], ...headers] }));
    const seen = `${answer.status} ${answer.body.slice(0, 300)}`;
    expect(answer.status, seen).not.toBe(500);
    expect(answer.header("cache-control"), seen).toContain("no-store");
    expect(answer.header("x-content-type-options"), seen).toBe("nosniff");
    expect(answer.header("referrer-policy"), seen).toBe(answer.body.includes("<form") ? "strict-origin" : "no-referrer");
    for (const name of ["x-powered-by", "access-control-allow-origin", "etag"]) expect(answer.header(name), seen).toBeUndefined();
    expect(`${answer.body}${answer.header("location") ?? ""}`).not.toMatch(/eyJ|external-auth-token/);
    return answer;
  }

  arrive(text: string, ask: Ask = {}): Promise<Answer> {
    return this.ask(target(text), ask);
  }
}

export const target = (text: string) => `/auth/token?external-auth-token=${encodeURIComponent(text)}`;

/** The session that an answer opens; undefined when it opens none. */
export function sessionIn(answer: Answer): string | undefined {
  return answer.headers
    .get("set-cookie")
    ?.map((cookie) => /^eu_session=([0-9A-Za-z]{43});/.exec(cookie)?.[1])
    .find((value) => value !== undefined);
}

/** Somebody is in, at `location`, and one event says so. */
export async function expectIn(world: World, answer: Answer, issuer: Issuer, location = "https://alpha.example/reader/x"): Promise<void> {
  expect(answer.status, answer.body || answer.header("location")).toBe(302);
  expect(answer.header("location")).toBe(location);
  expect(sessionIn(answer)).toBeDefined();
  const events = await eventsOf(world, answer.requestId);
  expect(events).toMatchObject([
    { outcome: "accepted", protocol: "external-token", kind: "login", partnerId: issuer.partner.id, credentialId: issuer.id },
  ]);
}

/** FAIL→RA: to the issuer's page with the reason, no session, and one event of the partner's. */
export async function expectAtIssuer(world: World, answer: Answer, issuer: Issuer, reason: string): Promise<void> {
  expect(answer.status, answer.body).toBe(302);
  expect(answer.header("location")).toBe(`${RA}&error=${reason}&request_id=${answer.requestId}`);
  expect(answer.header("set-cookie")).toBeUndefined();
  expect(await eventsOf(world, answer.requestId)).toMatchObject([
    { outcome: "refused", reason, protocol: "external-token", partnerId: issuer.partner.id, credentialId: issuer.id },
  ]);
}

/** FAIL-PAGE: our own page with the request id, no session, and one event. */
export async function expectPage(world: World, answer: Answer, reason: string, partner: Row = NIL_PARTNER): Promise<void> {
  expect(answer.status, answer.header("location") ?? answer.body).toBe(401);
  expect(answer.header("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.header("location")).toBeUndefined();
  expect(answer.header("set-cookie")).toBeUndefined();
  expect(answer.body).toContain(answer.requestId);
  expect(await eventsOf(world, answer.requestId)).toMatchObject([{ outcome: "refused", reason, partnerId: partner.id }]);
}

/** Those who come by Next's door are one address to the limiter. */
export async function forgive(world: World): Promise<void> {
  await world.db.query("DELETE FROM rate_limits WHERE key LIKE 'guess-address:external-token%'");
}
