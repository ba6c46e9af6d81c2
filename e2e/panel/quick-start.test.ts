import { readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { fillInSnippet } from "@/app/(panel)/panel/apps/[appId]/quick-start/snippets";
import { packageRoot } from "@/lib/env/package-root";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { textOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { frontDoor } from "../support/test-servers";
import type { LoginToken } from "../support/world";

const { url } = frontDoor();
let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

type Session = { email?: string; endsAt?: number; cookie: { maxAge?: number }; regenerate: (done: (error?: Error) => void) => void };
type Handler = (request: { query: Record<string, unknown>; session: Session }, response: Response) => Promise<unknown>;

/** What the snippet uses of Express's response, and no more. */
class Response {
  code = 200;
  text = "";
  location: string | null = null;
  headers: Record<string, string> = {};
  status(code: number): this {
    this.code = code;
    return this;
  }
  type(): this {
    return this;
  }
  set(name: string, value: string): this {
    this.headers[name] = value;
    return this;
  }
  send(text: string): this {
    this.text = text;
    return this;
  }
  redirect(code: number, location: string): void {
    this.code = code;
    this.location = location;
  }
}

/** Runs the very text that the panel shows, in an app that has Express's `get` alone. */
function express(
  bearer: string,
  platformUrl = url,
): { route: string; call: (services: unknown) => Promise<{ response: Response; session: Session }>; log: string[] } {
  const text = fillInSnippet(readFileSync(path.join(packageRoot(), "examples/quick-start/express.js"), "utf8"), {
    platformUrl,
    serviceUrl: "https://shop.example/enter?x=1",
  });
  const found: { route: string; handler: Handler }[] = [];
  const log: string[] = [];
  runInNewContext(text, {
    app: { get: (route: string, handler: Handler) => found.push({ route, handler }) },
    process: { env: { LATCHKEY_TOKEN: bearer } },
    console: { error: (...said: unknown[]) => log.push(said.join(" ")) },
    fetch,
    AbortSignal,
  });
  const [own] = found;
  if (!own) throw new Error("the snippet registers no route");
  const call = async (services: unknown) => {
    const session: Session = { cookie: {}, regenerate: (done) => done() };
    const response = new Response();
    await own.handler({ query: services === undefined ? {} : { services }, session }, response);
    return { response, session };
  };
  return { route: own.route, call, log };
}

const fresh = (options = {}): Promise<LoginToken> => cast.freshToken(cast.users.u1, cast.apps.aPub, options);

describe("the code for Express, as it is shown, against a running server", () => {
  test("signs the user in by their address, until the day ends, and leads to a URL without the token", async () => {
    const shop = express(cast.bearers.TA.token);
    expect(shop.route).toBe("/enter");
    const token = await fresh();
    const { response, session } = await shop.call(token.token);
    expect([response.code, response.location]).toEqual([303, "/"]);
    expect(session.email).toBe(cast.users.u1.email);
    expect(session.cookie.maxAge).toBeGreaterThan(0);
    expect(session.cookie.maxAge).toBeLessThanOrEqual(25 * 3_600_000);
    expect(session.endsAt).toBeGreaterThan(0);
  });

  test("tells each refusal apart, signs nobody in, and logs the code and the request id but no token", async () => {
    const used = await fresh();
    const shop = express(cast.bearers.TA.token);
    await shop.call(used.token);
    const rows: [what: string, shop: ReturnType<typeof express>, services: unknown, code: number, text: RegExp][] = [
      ["a used token", shop, used.token, 410, /catalogue/],
      ["an unknown token", shop, "x".repeat(43), 410, /catalogue/],
      ["no token", shop, undefined, 410, /catalogue/],
      ["a path instead of a token", shop, "../../api/health/live", 410, /catalogue/],
      ["two tokens", shop, ["a", "b"], 410, /catalogue/],
      ["a user without access", shop, (await cast.freshToken(cast.users.u2, cast.apps.aPub)).token, 403, /no access/],
      ["a revoked bearer token", express(cast.bearers.TAx.token), (await fresh()).token, 500, /not set up/],
      ["a platform that is not there", express(cast.bearers.TA.token, "http://127.0.0.1:1"), (await fresh()).token, 503, /Try again/],
    ];
    for (const [what, app, services, code, text] of rows) {
      const { response, session } = await app.call(services);
      expect([response.code, session.email, response.location], what).toEqual([code, undefined, null]);
      expect(response.text, what).toMatch(text);
    }
    expect(shop.log.join("\n")).toMatch(/latchkey 410 token_used [0-9a-f-]{36}/);
    for (const secret of cast.secrets()) expect(shop.log.join("\n")).not.toContain(secret);
  });

  test("too many guesses are a moment to wait, with the platform's own Retry-After", async () => {
    const bearer = await cast.newBearer(cast.partners.A);
    const shop = express(bearer.token);
    let last = await shop.call("y".repeat(43));
    for (let tries = 0; tries < 110 && last.response.code !== 503; tries += 1) last = await shop.call("y".repeat(43));
    expect(last.response.code).toBe(503);
    expect(Number(last.response.headers["Retry-After"])).toBeGreaterThan(0);
  });
});

describe("the quick start of an app", () => {
  const page = () => `/panel/apps/${cast.apps.aPub.id}/quick-start`;

  test("shows the code of the framework in its address, with the reader's own values, without JavaScript", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    for (const [framework, mark] of [
      ["express", "app.get("],
      ["next", "NextRequest"],
      ["django", "@require_GET"],
      ["laravel", "Route::get("],
      ["rails", "ApplicationController"],
      ["cobol", "app.get("],
    ] as const) {
      const answer = await owner.get(`${page()}?framework=${framework}`);
      expect(answer.status, told(answer)).toBe(200);
      const text = textOf(answer.body);
      expect(text).toContain(mark);
      expect(text).toContain(url);
      expect(text).not.toContain("latchkey.example");
    }
  });

  test("PN-36: a test token and a bearer token are shown this once, redeem one another, and are nowhere after a reload", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const made = await owner.submit(await owner.get(page()), "Make a test token", { generate: "bearer" });
    const text = textOf(made.body);
    const [, bearer, address] = /curl -i -H "Authorization: Bearer (lk_live_[0-9A-Za-z]{49})" "(\S+)"/.exec(text) ?? [];
    if (bearer === undefined || address === undefined) throw new Error(`no whole command: ${text.slice(0, 2_000)}`);
    const answer = await fetch(address, { headers: { authorization: `Bearer ${bearer}` } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ internal_email_address: expect.stringContaining("@") });
    const again = await owner.get(page());
    for (const secret of [bearer, address.split("/").at(-1) ?? ""]) expect(again.body).not.toContain(secret);
    expect(textOf(again.body), "it is green by now").toContain("It works");
  });

  test("without a bearer token of its own the command names the environment's", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const made = await owner.submit(await owner.get(page()), "Make a test token", { generate: null });
    expect(textOf(made.body)).toContain("Bearer $LATCHKEY_TOKEN");
    expect(made.body).not.toMatch(/lk_live_[0-9A-Za-z]{49}/);
  });
});
