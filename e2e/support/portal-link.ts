import { randomBytes, randomInt } from "node:crypto";
import { expect } from "vitest";
import { newToken } from "@/lib/crypto/token";
import { newId } from "@/lib/id";
import { type Answer, answerOf } from "./gateway";
import { type RawRequest, rawRequest } from "./raw-http";
import { hashOf, type Row, type User, type World } from "./world";

/** A portal key, and the user whom it names. */
export type PortalKey = Row & {
  readonly key: string;
  readonly username: string;
  readonly userId: string;
  readonly user: User;
  readonly partner: Row;
};

/** Makes a portal key of a partner. */
export async function newPortalKey(world: World, partner: Row, user: User): Promise<PortalKey> {
  const made = { id: newId(), key: randomBytes(12).toString("hex"), username: `name-${newId()}`, userId: String(randomInt(1_000_000)) };
  await world.db.query(
    "INSERT INTO portal_keys (id, partner_id, key, username, user_id, end_user_id, email) VALUES ($1, $2, $3, $4, $5, $6, 'as@named.example')",
    [made.id, partner.id, made.key, made.username, made.userId, user.id],
  );
  return { ...made, user, partner };
}

/** Signs a user in. @returns the cookie's token */
export async function newPortalSession(world: World, user: User): Promise<string> {
  const token = newToken();
  await world.db.query("INSERT INTO end_user_sessions (id_hash, end_user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')", [
    hashOf(token),
    user.id,
  ]);
  return token;
}

/** The sessions of some users, as one text: the same before and after means that nothing of them was changed. */
export async function sessionsOf({ db }: World, users: readonly User[]): Promise<string> {
  const { rows } = await db.query<{ state: string | null }>(
    "SELECT jsonb_agg(to_jsonb(s) ORDER BY s.id)::text AS state FROM end_user_sessions s WHERE end_user_id = ANY($1)",
    [users.map(({ id }) => id)],
  );
  return rows[0]?.state ?? "";
}

type Said = Readonly<Record<string, unknown>>;

/** What the seed's sample puts into `sig`; undefined takes a member out. */
export function claimOf({ key, username, userId }: PortalKey, password: string, changes: Said = {}): Said {
  return { key, user_id: Number(userId), username, password, timestamp: inSeconds(60), user_type: 1, ...changes };
}

/** Epoch seconds from now. */
export function inSeconds(seconds: number): number {
  return Math.floor((performance.timeOrigin + performance.now()) / 1000) + seconds;
}

export const base64 = (said: Said | string) => Buffer.from(typeof said === "string" ? said : JSON.stringify(said)).toString("base64");

/** A link, spelled as the seed's sample spells it. */
export function linkOf(key: string, sig: string | null): string {
  return `/portal?auth=1${sig === null ? "" : `&sig=${encodeURIComponent(sig)}`}&key=${key}`;
}

const navigation: [string, string][] = [
  ["Sec-Fetch-Dest", "document"],
  ["Sec-Fetch-Mode", "navigate"],
];

type Ask = Omit<RawRequest, "target"> & { readonly session?: string };

/** Somebody's browser at one door, with an address of its own. Every answer is held to what holds for all of them. */
export class PortalVisitor {
  readonly address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
  constructor(readonly url: string) {}

  async open(target: string, { headers = navigation, session, ...rest }: Ask = {}): Promise<Answer> {
    const cookie: [string, string][] = session === undefined ? [] : [["Cookie", `a=b; eu_session=${session}`]];
    const response = await rawRequest(this.url, { ...rest, target, headers: [["X-Forwarded-For", this.address], ...headers, ...cookie] });
    const answer = answerOf(response);
    const seen = `${target.slice(0, 200)}: ${answer.status} ${answer.body.slice(0, 200)}`;
    expect(answer.status, seen).not.toBe(500);
    expect([301, 302, 307, 308], seen).not.toContain(answer.status);
    for (const name of ["set-cookie", "x-powered-by", "access-control-allow-origin", "etag"])
      expect(answer.header(name), seen).toBeUndefined();
    return answer;
  }
}

/** What every answer of the room carries. */
export function expectFarewell(answer: Answer, url: string): void {
  expect(answer.header("cache-control")).toContain("no-store");
  expect(answer.header("referrer-policy")).toBe("no-referrer");
  expect(answer.header("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(answer.header("deprecation")).toMatch(/^@\d{10}$/);
  expect(new Date(answer.header("sunset") ?? "").getTime()).toBeGreaterThan(0);
  expect(answer.header("link")).toContain(`<${url}/guides/portal-links>; rel="deprecation"`);
}

/** All of an answer but what differs from request to request. */
export function comparableLink(answer: Answer): object {
  const headers = [...answer.headers].filter(([name]) => name !== "date" && name !== "x-request-id");
  return { status: answer.status, headers, body: answer.body.replaceAll(answer.requestId, "") };
}

export const RETIRED = "/sign-in?notice=portal-link-retired";

/**
 * Waits until no other test file holds the operator's switch, which is one for the whole database, and holds it.
 * @returns how to let it go
 */
export async function holdTheSwitch({ db }: World): Promise<() => Promise<void>> {
  const client = await db.connect();
  await client.query("SELECT pg_advisory_lock(5505)");
  return async () => {
    await client.query("SELECT pg_advisory_unlock(5505)");
    client.release();
  };
}
