import { createHash, createHmac, randomBytes, randomInt } from "node:crypto";
import { expect } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newId } from "@/lib/id";
import { publishTestTerms } from "@/lib/testing/country-terms";
import { type Answer, answerOf, eventsOf, NIL_PARTNER } from "./gateway";
import { type RawRequest, rawRequest } from "./raw-http";
import { TEST_SECRET } from "./server-process";
import type { Row, World } from "./world";

/** An API client of the catalogue of attacks: `CA` has the parent origin `https://embed-a.example`. */
export type ApiClient = { readonly id: string; readonly apiKey: string; readonly secret: string; readonly partner: Row };
export const PARENT = "https://embed-a.example";

type Made = { origins?: string[]; callerAddresses?: string[]; strictMode?: boolean; lifeSeconds?: number };

/** Makes an API client of a partner. */
export async function newApiClient(world: World, partner: Row, options: Made = {}): Promise<ApiClient> {
  const [id, apiKey] = [newId(), randomBytes(12).toString("hex")];
  const { origins = [PARENT], callerAddresses = [], strictMode = false, lifeSeconds = 86_400 } = options;
  await world.db.query(
    `INSERT INTO api_clients (id, partner_id, name, api_key, parent_origins, caller_addresses, strict_mode, session_life_seconds)
     VALUES ($1, $2, 'a client', $3, $4, $5, $6, $7)`,
    [id, partner.id, apiKey, origins, callerAddresses, strictMode, lifeSeconds],
  );
  return { id, apiKey, partner, secret: await newSecret(world, id) };
}

/** Gives a client a secret; those before are replaced, and end after `overlapSeconds`. */
export async function newSecret(world: World, clientId: string, overlapSeconds = 0): Promise<string> {
  setMasterSecret(TEST_SECRET);
  const [id, secret] = [newId(), randomBytes(24).toString("base64url")];
  await world.db.query(
    "UPDATE api_client_secrets SET replaced_at = now(), valid_until = now() + make_interval(secs => $2) WHERE client_id = $1 AND replaced_at IS NULL",
    [clientId, overlapSeconds],
  );
  await world.db.query("INSERT INTO api_client_secrets (id, client_id, sealed_secret) VALUES ($1, $2, $3)", [
    id,
    clientId,
    await sealSecret("client-secret", id, secret),
  ]);
  return secret;
}

/** A timestamp in the seed's spelling, `seconds` from now. */
export function timestamp(seconds = 0): string {
  return new Date(performance.timeOrigin + performance.now() + seconds * 1000).toISOString().replace(/\.\d+Z$/, "+0000");
}

export const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

type Headers = readonly (readonly [name: string, value: string])[];

/** The four headers of a valid call, with changes; null takes one out, a list sends it several times. */
export function callHeaders(client: ApiClient, changes: Readonly<Record<string, string | readonly string[] | null>> = {}): Headers {
  const stamp = typeof changes.timestamp === "string" ? changes.timestamp : timestamp();
  const values: Record<string, string | readonly string[] | null> = {
    apikey: client.apiKey,
    method: "SIGNATURE",
    timestamp: stamp,
    signature: hmac(client.secret, `${client.apiKey}:${stamp.trim()}`),
    ...changes,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    (value === null ? [] : typeof value === "string" ? [value] : value).map((one) => [`dcoupon-authorization-${name}`, one] as const),
  );
}

/** Our opt-in headers over a body. */
export function bodyHeaders(
  client: ApiClient,
  stamp: string,
  body: string,
  nonce = randomBytes(12).toString("hex"),
  path = LOGIN,
): Headers {
  const digest = createHash("sha256").update(body).digest("hex");
  return [
    ["latchkey-body-nonce", nonce],
    ["latchkey-body-signature", hmac(client.secret, ["POST", path, stamp, nonce, digest].join("\n"))],
  ];
}

export const LOGIN = "/thirdparty/login/v2";
export type Call = Omit<RawRequest, "target"> & { readonly target?: string; readonly forwardedFor?: string };
export type Said = Readonly<Record<string, unknown>>;

/** A partner's backend at one door, with an address of its own. Every answer is held to I0. */
export class Backend {
  readonly address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
  constructor(readonly url: string) {}

  /** Calls login as the seed says. @param said the body; text is sent as it is */
  login(client: ApiClient, said: Said | string, { headers, ...call }: Call = {}): Promise<Answer> {
    const body = typeof said === "string" ? said : JSON.stringify(said);
    return this.ask({ method: "POST", target: LOGIN, headers: headers ?? callHeaders(client), body, ...call });
  }

  /** Signs a user in who accepts whatever there is to accept. @returns the session token */
  async enrol(client: ApiClient, externalId: string, country = "ES"): Promise<string> {
    const page = await this.openPage(await this.askedFor(client, { externalId, clientCountry: country }));
    const answer = await this.accept(page);
    expect(answer.status, answer.body).toBe(200);
    return (answer.json() as { sessionToken: string }).sessionToken;
  }

  /** The enrolment token of a call that is answered by 301. */
  async askedFor(client: ApiClient, said: Said): Promise<string> {
    const answer = await this.login(client, said);
    expect(answer.status, answer.body).toBe(301);
    return jwtOf(answer);
  }

  openPage(jwt: string, more: Call = {}): Promise<Answer> {
    return this.ask({ target: `/enrollmentform/v2?jwt=${jwt}`, ...more });
  }

  /** What the page's script sends, with changes; undefined takes a field out. */
  accept(page: Answer, changes: Readonly<Record<string, string | undefined>> = {}, more: Call = {}): Promise<Answer> {
    const fields = { jwt: dataOf(page, "jwt"), page: dataOf(page, "page"), agreed: "yes", ...changes };
    const given = Object.entries<string | undefined>(fields).filter((field): field is [string, string] => field[1] !== undefined);
    const sender: Headers = [
      ["Origin", this.url],
      ["Sec-Fetch-Site", "same-origin"],
      ["Content-Type", "application/x-www-form-urlencoded"],
    ];
    return this.ask({
      method: "POST",
      target: "/enrollmentform/v2/accept",
      headers: sender,
      body: new URLSearchParams(given).toString(),
      ...more,
    });
  }

  session(token: string, headers: Headers = [["Authorization", `Bearer ${token}`]]): Promise<Answer> {
    return this.ask({ target: "/api/v1/session", headers });
  }

  async ask({ target = "", headers = [], forwardedFor = this.address, ...rest }: Call): Promise<Answer> {
    const answer = answerOf(await rawRequest(this.url, { ...rest, target, headers: [["X-Forwarded-For", forwardedFor], ...headers] }));
    const seen = `${answer.status} ${answer.body.slice(0, 300)}`;
    expect(answer.status, seen).not.toBe(500);
    expect(answer.header("cache-control"), seen).toContain("no-store");
    expect(answer.header("x-content-type-options"), seen).toBe("nosniff");
    expect(answer.header("referrer-policy"), seen).toBe("no-referrer");
    for (const name of ["x-powered-by", "access-control-allow-origin", "etag", "set-cookie"])
      expect(answer.header(name), seen).toBeUndefined();
    return answer;
  }
}

/** The enrolment token in a `Location`. */
export function jwtOf(answer: Answer): string {
  return /\/enrollmentform\/v2\?jwt=([\w.-]+)$/.exec(answer.header("location") ?? "")?.[1] ?? "";
}

/** A fact that a page has for its script. */
export function dataOf(page: Answer, name: string): string {
  return new RegExp(` data-${name}="([^"]*)"`).exec(page.body)?.[1]?.replaceAll("&quot;", '"') ?? "";
}

/** The parts of a token of ours. */
export function partsOf(token: string): { header: Record<string, unknown>; claims: Record<string, unknown> } {
  const [header = "", claims = ""] = token.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
  return { header: read(header), claims: read(claims) };
}

/** The seed's failure: its message, our code and request id, and exactly one event with the reason for the partner. */
export async function expectRefused(
  world: World,
  answer: Answer,
  { status = 401, reason, partner, missing }: { status?: 401 | 404; reason: string; partner: Row | null; missing?: readonly string[] },
): Promise<void> {
  expect(answer.status, `${reason}: ${answer.body}`).toBe(status);
  const { message, code } =
    status === 401 ? { message: "Unauthorized", code: "unauthorized" } : { message: "Missing parameters", code: "missing_parameters" };
  const said = status === 404 ? { missing: missing ?? (expect.any(Array) as unknown) } : {};
  expect(answer.json()).toStrictEqual({ message, ...said, code, request_id: answer.requestId });
  expect(answer.header("content-type")).toMatch(/^application\/json; *charset=utf-8$/i);
  expect(answer.header("location")).toBeUndefined();
  expect(await eventsOf(world, answer.requestId)).toMatchObject([
    { outcome: "refused", reason, protocol: "signed-login", kind: "login", partnerId: (partner ?? NIL_PARTNER).id },
  ]);
}

/** Publishes a document of its own that is mandatory in a country. */
export function publish(world: World, country: string, options: Parameters<typeof publishTestTerms>[2] = {}) {
  return publishTestTerms(world.db, country, options);
}

/** Those who come by Next's door are one address to the limiter. */
export async function forgiveCalls(world: World): Promise<void> {
  await world.db.query("DELETE FROM rate_limits WHERE key LIKE 'guess-address:signed-login%'");
}

/** Test files run at the same time: each that publishes has countries of its own, and in those of `quiet` nobody publishes. */
const countries = {
  users: "AD BZ CV DJ ER FJ GY HN JM KI",
  enrolment: "NR OM PW QA RW SM TV UY VU WS",
  session: "LI MC YE ZM",
  quiet: "BB KM LS PY",
} as const;

/** A country in which no other test file publishes. */
export function aCountry(of: keyof typeof countries): string {
  const codes = countries[of].split(" ");
  return codes[randomInt(codes.length)] ?? "";
}
