import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { expectInvariant, expectNoSecret } from "./invariant";
import { bytesOf, type RawRequest, rawRequest, type RawResponse } from "./raw-http";
import type { Bearer, LoginToken, Row, World } from "./world";

/** An answer of a door that has passed I0. */
export type Answer = RawResponse & {
  readonly requestId: string;
  readonly header: (name: string) => string | undefined;
  /** the body, which must be JSON */
  readonly json: () => unknown;
};

export type Ask = Omit<RawRequest, "target"> & {
  /** what the row allows in the body, though it is secret elsewhere */
  readonly allowed?: readonly string[];
  /** the client's address as a proxy reports it; default: one of this client's own */
  readonly forwardedFor?: string | null;
};

/** A partner's server (or an attacker) at one door. Each has an address of its own, so that limits do not mix. */
export class GatewayClient {
  readonly address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
  constructor(
    private readonly baseUrl: string,
    private readonly world: World,
  ) {}

  /** Asks for any target and holds the answer to I0. */
  async ask(target: string, { allowed = [], forwardedFor = this.address, headers = [], ...rest }: Ask = {}): Promise<Answer> {
    const forwarded: [string, string][] = forwardedFor === null ? [] : [["X-Forwarded-For", forwardedFor]];
    const response = await rawRequest(this.baseUrl, { ...rest, target, headers: [...forwarded, ...headers] });
    expectInvariant(response, { secrets: this.world.secrets(), allowed });
    return answerOf(response);
  }

  /** Redeems as a partner's server does. @param bearer null: no Authorization header; else what follows `Bearer ` */
  redeem(token: string, bearer: string | null, ask: Ask = {}): Promise<Answer> {
    const authorization: [string, string][] = bearer === null ? [] : [["Authorization", `Bearer ${bearer}`]];
    return this.ask(redemptionTarget(token), { ...ask, headers: [...authorization, ...(ask.headers ?? [])] });
  }
}

export const redemptionTarget = (token: string) => `/api/authorization/${token}`;

/** A redemption as bytes, for connections that carry more than one or end early. */
export function bytesForRedemption(baseUrl: string, token: LoginToken, bearer: Bearer, connection: "keep-alive" | "close"): Buffer {
  return bytesOf(baseUrl, {
    target: redemptionTarget(token.token),
    headers: [
      ["Authorization", `Bearer ${bearer.token}`],
      ["Connection", connection],
    ],
  });
}

export function answerOf(response: RawResponse): Answer {
  const header = (name: string) => response.headers.get(name)?.join(", ");
  return { ...response, requestId: header("x-request-id") ?? "", header, json: (): unknown => JSON.parse(response.body) };
}

export type StoredEvent = {
  readonly outcome: string;
  readonly reason: string;
  readonly kind: string;
  readonly protocol: string;
  readonly test: boolean;
  readonly partnerId: string;
  readonly appId: string | null;
  readonly credentialId: string | null;
  readonly endUserId: string | null;
  readonly loginTokenId: string | null;
};

/** The events that one request left. */
export async function eventsOf(world: World, requestId: string): Promise<StoredEvent[]> {
  const { rows } = await world.db.query<StoredEvent>(
    `SELECT outcome::text, reason, kind::text, protocol::text, test, partner_id AS "partnerId", app_id AS "appId", credential_id AS "credentialId",
            end_user_id AS "endUserId", login_token_id AS "loginTokenId" FROM login_events WHERE request_id = $1`,
    [requestId],
  );
  return rows;
}

/** The partner of attempts whose partner cannot be known. */
export const NIL_PARTNER: Row = { id: "00000000-0000-0000-0000-000000000000" };

export type Refusal = { readonly status: 401 | 403 | 404 | 410; readonly reason: string; readonly partner: Row };

/** A refusal in the protocol's form, and exactly one event that tells the partner why. */
export async function expectRefusal(world: World, answer: Answer, { status, reason, partner }: Refusal): Promise<void> {
  const code = status === 401 ? "unauthorized" : status === 404 ? "not_found" : reason;
  expectFailureForm(answer, status, code);
  const events = await eventsOf(world, answer.requestId);
  expect(events, `events of the refusal ${reason}`).toHaveLength(1);
  expect(events[0]).toMatchObject({ outcome: "refused", reason, kind: "login", protocol: "launch-token", partnerId: partner.id });
}

/** `{"success": false, "message": "<a sentence>", "code": "…", "request_id": "…"}` and nothing beside it. */
export function expectFailureForm(answer: Answer, status: number, code?: string): void {
  expect(answer.status, answer.body).toBe(status);
  expect(answer.header("content-type")).toMatch(/^application\/json; *charset=utf-8$/i);
  expect(answer.json()).toStrictEqual({
    success: false,
    message: expect.stringMatching(/^[A-Z].*\.$/),
    code: code ?? expect.stringMatching(/^[a-z][a-z0-9_]*$/),
    request_id: answer.requestId,
  });
  expect(answer.header("www-authenticate")).toBe(status === 401 ? "Bearer" : undefined);
}

/** The seed's success, of this user and nobody else, and exactly one accepted event. */
export async function expectAccepted(world: World, answer: Answer, token: LoginToken, email = token.user.email): Promise<void> {
  expect(answer.status, answer.body).toBe(200);
  expect(answer.header("content-type")).toMatch(/^application\/json; *charset=utf-8$/i);
  expect(answer.json()).toStrictEqual({ internal_email_address: email });
  const events = await eventsOf(world, answer.requestId);
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    outcome: "accepted",
    kind: "login",
    protocol: "launch-token",
    partnerId: token.app.partnerId,
    appId: token.app.id,
    endUserId: token.user.id,
    loginTokenId: token.id,
  });
}

/** Nothing has consumed the token: it can still sign its user in. */
export async function expectUnspent(world: World, token: LoginToken): Promise<void> {
  const { rows } = await world.db.query<{ used: boolean }>("SELECT used_at IS NOT NULL AS used FROM login_tokens WHERE id = $1", [
    token.id,
  ]);
  expect(rows, "the token is still there").toEqual([{ used: false }]);
  expect(await acceptedCount(world, token), "accepted events of an unspent token").toBe(0);
}

/** How often the token has signed somebody in, by the events. */
export async function acceptedCount(world: World, token: Pick<LoginToken, "id">): Promise<number> {
  const { rows } = await world.db.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM login_events WHERE login_token_id = $1 AND outcome = 'accepted' AND kind = 'login'",
    [token.id],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Next tells a route handler nothing of the other end, so all who come by that door are one address to the limiter. Test
 * files that fail there on purpose begin with none of the others' failures.
 */
export async function forgiveNextDoor(world: World): Promise<void> {
  await world.db.query("DELETE FROM rate_limits WHERE key LIKE 'guess-address:%:unknown'");
}

/** No token and no address of the world stands in what the servers have printed. */
export function expectCleanLogs(world: World, servers: readonly { readonly logFile: string }[]): void {
  for (const { logFile } of servers) expectNoSecret(readFileSync(logFile, "utf8"), world.secrets(), "a server's log");
}
