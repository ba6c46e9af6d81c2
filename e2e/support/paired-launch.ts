import { createHmac, randomBytes, randomInt } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, inject } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { type Answer, answerOf, eventsOf, NIL_PARTNER } from "./gateway";
import { type RawRequest, rawRequest } from "./raw-http";
import { TEST_SECRET } from "./server-process";
import { type Bearer, createWorld, hashOf, type Row, type User, type World } from "./world";

/** A pairing of the catalogue of attacks, with its partner's bearer token and its Signature Key. */
export type Pairing = {
  readonly id: string;
  readonly psClientId: string;
  readonly vhost: string;
  readonly key: string;
  readonly partner: Row;
  readonly bearer: Bearer;
  readonly user: User;
};

/** Makes a confirmed pairing of a user with a partner, straight in the database. */
export async function newPairing(
  world: World,
  bearer: Bearer,
  options: { user?: User; psClientId?: string; vhost?: string; key?: string; confirmed?: boolean } = {},
): Promise<Pairing> {
  const id = newId();
  const user = options.user ?? (await world.newUser());
  const psClientId = options.psClientId ?? `c-${randomBytes(6).toString("hex")}`;
  const { vhost = `demo-${randomBytes(6).toString("hex")}`, key = newToken(), confirmed = true } = options;
  await world.db.query(
    `INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost, end_user_id, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN now() END)`,
    [id, bearer.partnerId, psClientId, user.email, vhost, confirmed ? user.id : null, confirmed],
  );
  const pairing = { id, psClientId, vhost, key, partner: { id: bearer.partnerId }, bearer, user };
  await addKey(world, pairing, key);
  return pairing;
}

/** Gives a pairing a key that is its current one. */
export async function addKey(world: World, pairing: Row, key: string): Promise<void> {
  setMasterSecret(TEST_SECRET);
  const id = newId();
  const sealed = await sealSecret("pairing-key", id, key);
  await world.db.query("INSERT INTO pairing_keys (id, pairing_id, sealed_key) VALUES ($1, $2, $3)", [id, pairing.id, sealed]);
}

/** What the tests of a file stand on: its world, and a pairing each of A and B that are others for each test. */
export class PairingSet {
  private made: { world: World; a: Pairing; b: Pairing } | null = null;

  /** To be called where a file begins. */
  static forThisFile(): PairingSet {
    const set = new PairingSet();
    let world: World;
    beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
    beforeEach(async () => {
      // Those who come by Next's door are one address to the limiter.
      await world.db.query("DELETE FROM rate_limits WHERE key LIKE 'guess-address:paired-launch%:unknown'");
      set.made = { world, a: await newPairing(world, world.bearers.TA), b: await newPairing(world, world.bearers.TB) };
    });
    afterAll(() => world.close());
    return set;
  }

  get world(): World {
    return this.now.world;
  }
  /** the catalogue's demo2 of A */
  get a(): Pairing {
    return this.now.a;
  }
  /** the catalogue's demo9 of B */
  get b(): Pairing {
    return this.now.b;
  }

  private get now(): { world: World; a: Pairing; b: Pairing } {
    if (this.made === null) throw new Error("no test runs yet");
    return this.made;
  }
}

export const now = () => Math.floor((performance.timeOrigin + performance.now()) / 1000);
export const hmac = (key: string | Buffer, text: string | Buffer) => createHmac("sha256", key).update(text).digest("hex");
/** What is signed of a launch. */
export const textOf = (vhost: string, accessToken: string, ts: number | string = now()) =>
  `/h/${vhost}/te/lo.cgi?Action=Launch&pt=${accessToken}&ts=${ts}`;
/** A launch target: `text` with its signature under `key`. */
export const signed = (text: string, key: string) => `${text}&signature=${hmac(key, text)}`;

/** An access token of a pairing, straight in the database. */
export async function accessToken(world: World, pairing: Row, lifeSeconds = 1800): Promise<string> {
  const token = newToken();
  await world.db.query(
    "INSERT INTO pairing_tokens (hash, id, pairing_id, expires_at) VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))",
    [hashOf(token), newId(), pairing.id, lifeSeconds],
  );
  return token;
}

/** A launch target that is right in everything, and its token. */
export async function freshLaunch(world: World, pairing: Pairing): Promise<{ target: string; token: string }> {
  const token = await accessToken(world, pairing);
  return { token, target: signed(textOf(pairing.vhost, token), pairing.key) };
}

export type Ask = Omit<RawRequest, "target"> & { readonly forwardedFor?: string };

/** A partner's server, or a user's browser, at one door, with an address of its own. Every answer is held to I0. */
export class Caller {
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
    const pt = /[?&]pt=([^&]{8,})/.exec(target)?.[1];
    if (pt !== undefined) expect(`${answer.body}${answer.header("location") ?? ""}`).not.toContain(pt);
    return answer;
  }

  obtain(bearer: string, psClientId: string): Promise<Answer> {
    return this.ask(`/api2/PSObtainToken?PSClientID=${encodeURIComponent(psClientId)}`, { headers: [["APIToken", bearer]] });
  }
}

/** The session that an answer opens; undefined when it opens none. */
export function sessionIn(answer: Answer): string | undefined {
  return answer.headers
    .get("set-cookie")
    ?.map((cookie) => /^eu_session=([0-9A-Za-z]{43});/.exec(cookie)?.[1])
    .find((value) => value !== undefined);
}

/** The pairing's user is in, at their home, and one event says so. */
export async function expectIn(world: World, answer: Answer, pairing: Pairing, location = "/"): Promise<void> {
  expect(answer.status, answer.body).toBe(303);
  expect(answer.header("location")).toBe(location);
  const session = sessionIn(answer);
  expect(session).toBeDefined();
  const { rows } = await world.db.query("SELECT end_user_id, pairing_id FROM end_user_sessions WHERE id_hash = $1", [
    hashOf(session ?? ""),
  ]);
  expect(rows).toEqual([{ end_user_id: pairing.user.id, pairing_id: pairing.id }]);
  expect(await eventsOf(world, answer.requestId)).toMatchObject([
    {
      outcome: "accepted",
      protocol: "paired-launch",
      kind: "login",
      partnerId: pairing.partner.id,
      credentialId: pairing.id,
      endUserId: pairing.user.id,
    },
  ]);
}

/** Our own page with the request id and a way back, no session, and one event with the reason. @param whose null: nobody can know */
export async function expectPage(
  world: World,
  answer: Answer,
  reason: string,
  whose: Pairing | null,
  status: 401 | 403 | 410 = 401,
): Promise<void> {
  expect(answer.status, `${answer.header("location") ?? ""} ${answer.body}`).toBe(status);
  expect(answer.header("content-type")).toBe("text/html; charset=utf-8");
  expect(answer.header("location")).toBeUndefined();
  expect(answer.header("set-cookie")).toBeUndefined();
  expect(answer.body).toContain(answer.requestId);
  expect(answer.body).toContain('<a href="/">');
  expect(await eventsOf(world, answer.requestId)).toMatchObject([
    { outcome: "refused", reason, protocol: "paired-launch", kind: "login", partnerId: (whose?.partner ?? NIL_PARTNER).id },
  ]);
}

/** Nothing has used the token up. */
export async function expectUnspent(world: World, token: string): Promise<void> {
  const { rows } = await world.db.query("SELECT used_at FROM pairing_tokens WHERE hash = $1", [hashOf(token)]);
  expect(rows).toEqual([{ used_at: null }]);
}
