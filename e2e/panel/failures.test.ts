import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { freePort } from "../support/free-port";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, PASSWORD, signInToPanel, signInToPortal, parametersOf } from "../support/pages-cast";
import { expectSafe, expectSecurityHeaders, expectSilent } from "../support/pages-checks";
import { controlNamed, formsOf, formWith, textOf } from "../support/pages-html";
import { type PageAnswer, sendRequest, told } from "../support/pages-http";
import { ownDatabase, type OwnDatabase } from "../support/pages-own-server";
import { isOpen, pagesOf, pathOf } from "../support/pages-routes";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import { TcpProxy } from "../support/tcp-proxy";
import { waitFor } from "../support/wait-for";

const doors = ["front", "next"] as const;
// The database's own words, of which none may reach a browser.
const databaseWords = /relation|column|does not exist|ECONNREFUSED|terminat|connection|syntax error|pg_|panel_accounts|P20\d\d|42P01/i;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/;

describe.each(doors)("a database that fails, %s door", (door) => {
  let database: OwnDatabase;
  let proxy: TcpProxy;
  let server: ServerProcess;
  let cast: Cast;
  let owner: Browser;
  let operator: Browser;
  let user: Browser;
  let parameters: Readonly<Record<string, string>>;

  beforeAll(async () => {
    database = await ownDatabase(inject("databaseUrl"));
    proxy = await TcpProxy.before(database.url, await freePort());
    server = await startServer({ door, databaseUrl: proxy.urlFor(database.url) });
    await awaitReady(server);
    cast = await createCast(database.url);
    owner = await signInToPanel(new Browser(server.url), cast.people.aOwner);
    operator = await signInToPanel(new Browser(server.url), cast.people.op);
    user = await signInToPortal(new Browser(server.url), cast.people.u1);
    const { slug } = await cast.newApp(cast.partners.A, "published");
    parameters = parametersOf(cast, slug);
  });
  afterAll(async () => {
    await server.stop();
    await proxy.cut();
    await cast.close();
    await database.drop();
  });

  /** Does something while a table is not to be found. */
  async function without<Value>(table: string, work: () => Promise<Value>): Promise<Value> {
    await cast.db.query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    try {
      return await work();
    } finally {
      await cast.db.query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
    }
  }

  function expectFailed(answer: PageAnswer): void {
    expect(answer.status, told(answer)).toBe(500);
    expectSilent(answer);
    expectSecurityHeaders(answer, { https: false });
    expect(answer.header("x-request-id")).toMatch(UUID);
    expect(answer.body, "whoever sees it can tell us which request it was").toContain(answer.header("x-request-id"));
    expect(databaseWords.exec(textOf(answer.body))?.[0], told(answer)).toBeUndefined();
  }

  test("PN-49: a page that fails is a 500 with its request id and nothing of what went wrong, on every page", async () => {
    const answers = await without("partners", async () => {
      const failed: PageAnswer[] = [];
      for (const route of pagesOf("panel", "operator").filter((one) => !isOpen(one))) {
        failed.push(await (route.realm === "operator" ? operator : owner).get(pathOf(route, parameters)));
      }
      for (const path of ["/", "/services", `/services/${parameters.slug ?? ""}`]) failed.push(await user.get(path));
      return failed;
    });
    for (const path of ["/account", "/purchases"]) answers.push(await without("end_user_sessions", () => user.get(path)));
    for (const answer of answers) expectFailed(answer);
    expect(new Set(answers.map((answer) => answer.header("x-request-id"))).size, "each has an id of its own").toBe(answers.length);
    expect((await owner.get("/panel")).status, "and then all is well again").toBe(200);
  });

  test("PN-49: React's data of a page that fails say no more than the page", async () => {
    const answer = await without("partners", () => owner.get("/panel/apps?_rsc=x", { rsc: "1" }));
    expect(answer.body, told(answer)).not.toMatch(databaseWords);
    expect(answer.body).not.toMatch(/\n\s+at |node_modules|"stack"/);
    expect(answer.header("cache-control")).toContain("no-store");
  });

  test("PN-49: a form that fails says so with its request id, and keeps what was typed", async () => {
    for (const [table, path, button, fields] of [
      ["bearer_tokens", "/panel/bearer-tokens", "Generate the token", { name: "typed before it failed" }],
      [
        "app_revisions",
        "/panel/apps/new",
        "Register the draft",
        {
          name: "typed before it failed",
          tagline: "x",
          description: "x",
          categories: "work",
          serviceUrl: "https://x.example/",
          pricing: "free",
        },
      ],
    ] as const) {
      const page = await owner.get(path);
      const answer = await without(table, () => owner.submit(page, button, fields));
      expectSilentFailure(answer);
      // The page itself cannot be drawn without its own table.
      if (answer.status === 500) continue;
      const form = formWith(answer.body, button);
      expect(form.sentence).toMatch(UUID);
      expect(controlNamed(form, "name").value).toBe("typed before it failed");
    }
  });

  function expectSilentFailure(answer: PageAnswer): void {
    expectSilent(answer);
    expect([200, 500], told(answer)).toContain(answer.status);
    expect(databaseWords.exec(textOf(answer.body))?.[0], told(answer)).toBeUndefined();
    expect(answer.body).toContain(answer.header("x-request-id"));
  }

  test("PN-49: Open that fails is a 500 with its request id, and no token leaves", async () => {
    await user.submit(await user.get(`/services/${parameters.slug ?? ""}`), "Get it");
    const answer = await without("login_tokens", () => user.post(`/services/${parameters.slug ?? ""}/open`, ""));
    expectFailed(answer);
    expect(answer.header("location")).toBeUndefined();
  });

  test("PN-34: signing in while something is broken is answered by a code, not by the database's words", async () => {
    for (const table of ["panel_accounts", "panel_sessions"]) {
      const browser = new Browser(server.url);
      const page = await browser.open("/panel/sign-in");
      const answer = await without(table, () => browser.submit(page, "Sign in", { email: cast.people.aOwner.email, password: PASSWORD }));
      expectSafe(answer);
      expect(answer.status, told(answer)).toBe(303);
      expect(answer.header("location")).toMatch(/^\/panel\/sign-in\?error=failed(?:&|$)/);
      expect(answer.setCookies.join()).not.toContain("eyJ");
      const explained = await browser.get(browser.localPath(answer));
      expect(textOf(explained.body)).toMatch(/our side|went wrong/);
      expect(databaseWords.exec(textOf(explained.body))?.[0]).toBeUndefined();
    }
    const portal = new Browser(server.url);
    const page = await portal.get("/sign-in");
    const answer = await without("end_users", () => portal.submit(page, "Sign in", { email: cast.people.u1.email, password: PASSWORD }));
    expectSafe(answer);
    expect(formsOf(answer.body).find(({ button }) => button.includes("Sign in"))?.sentence).toMatch(UUID);
    expect(portal.cookies.size).toBe(0);
  });

  test("PN-34: with the database gone signing in says so in a sentence, nobody is signed in, and afterwards every session is as it was", async () => {
    const visitor = new Browser(server.url);
    const page = await visitor.open("/panel/sign-in");
    const portalPage = await visitor.get("/sign-in");
    const fill = { email: cast.people.aOwner.email, password: PASSWORD };
    await proxy.cut();
    try {
      // The first ones come before anybody has noticed; the last one certainly does not.
      for (const patience of [0, 0, 1_500]) {
        await new Promise((resolve) => setTimeout(resolve, patience));
        const answer = await visitor.twin().submit(page, "Sign in", fill);
        expectUnavailable(answer);
        expect(answer.setCookies.join()).not.toContain("eyJ");
        expectUnavailable(await visitor.twin().submit(portalPage, "Sign in", fill));
        expectUnavailable(await owner.get("/panel/apps"), { noticed: patience > 0 });
      }
    } finally {
      await proxy.open();
    }
    await awaitReady(server);
    await waitFor("the pages are back", 10_000, async () => (await owner.get("/panel/apps")).status === 200);
    expect((await user.get("/account")).status).toBe(200);
    expect((await visitor.submit(page, "Sign in", fill)).header("location")).toMatch(/\/panel$/);
  });

  function expectUnavailable(answer: PageAnswer, { noticed = true } = {}): void {
    // Next's pages cannot set a status; the front door answers before them.
    if (door === "front" && noticed) expect(answer.status, told(answer)).not.toBe(500);
    expectSilent(answer);
    expect(databaseWords.exec(textOf(answer.body).replaceAll(/reach (?:its|our|the) database/g, ""))?.[0], told(answer)).toBeUndefined();
    if (answer.status === 503) {
      expect(Number(answer.header("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(answer.header("x-request-id")).toMatch(UUID);
      expect(answer.body).toContain(answer.header("x-request-id"));
    } else if (answer.status === 303) {
      expect(answer.header("location")).toMatch(/^\/panel\/sign-in\?error=unavailable/);
    } else if (answer.status !== 500) {
      expect(textOf(answer.body), told(answer)).toMatch(/cannot reach its database/);
    }
  }

  test("PN-47: whatever was sent, each line of the log is one JSON document, and none was written by a client", async () => {
    const forged = `{"level":"fatal","time":"2026-01-01T00:00:00Z","msg":"forged"}`;
    const words = [`x ${forged}`, `"},${forged}`, `x\u2028${forged}`, `\u0085${forged}`, `%0d%0a${forged}`, `x\t${forged}`].map((word) =>
      Buffer.from(word).toString("latin1"),
    );
    for (const word of words) {
      for (const path of [
        "/panel/apps",
        `/%0d%0a${encodeURIComponent(forged)}`,
        `/panel/events?request=${encodeURIComponent(`\r\n${forged}`)}`,
        "/sign-in",
      ]) {
        const headers = {
          "user-agent": word,
          referer: word,
          "x-request-id": word,
          "x-forwarded-host": word,
          "next-action": path === "/sign-in" ? word : "x",
          "accept-language": word,
        };
        await sendRequest(server.url, {
          method: path === "/sign-in" ? "POST" : "GET",
          path,
          headers: { ...headers, origin: server.url },
        });
        await without("partners", () => owner.get(path, { "user-agent": word, referer: word }));
      }
    }
    for (const email of [`a\r\n${forged}`, `a\n${forged}@x.example`]) {
      const visitor = new Browser(server.url);
      await visitor.submit(await visitor.open("/panel/sign-in"), "Sign in", { email, password: email });
      await without("end_users", async () => visitor.submit(await visitor.get("/sign-in"), "Sign in", { email, password: email }));
    }
    await owner.submit(await owner.get("/panel/apps/new"), "Register the draft", {
      name: `n\r\n${forged}`,
      tagline: `t\r\n${forged}`,
      description: `d\r\n${forged}`,
      categories: `work\r\n${forged}`,
      serviceUrl: "https://x.example/",
      pricing: "free",
    });
    const lines = server
      .log()
      .split("\n")
      .filter((line) => line.trim() !== "");
    // What it says while it starts is for a person at the terminal.
    const served = lines.filter((line) => !/^(?:Latchkey listens on|Mail is not set up:|✓ |▲ |- (?:Local|Network):)/.test(line));
    expect(served.length).toBeGreaterThan(10);
    expect(served.filter((line) => !isJson(line)).slice(0, 5)).toEqual([]);
    expect(served.map((line) => (JSON.parse(line) as { msg?: unknown }).msg)).not.toContain("forged");
  });

  test("PN-49: what went wrong stands in the log, under the request id that the page shows", async () => {
    const answer = await without("partners", () => owner.get("/panel/apps"));
    const requestId = answer.header("x-request-id") ?? "none";
    const line = () =>
      server
        .log()
        .split("\n")
        .find((one) => one.includes(requestId)) ?? "";
    await waitFor("the log has it", 2_000, () => Promise.resolve(line() !== ""), 100).catch(() => undefined);
    expect(line(), "the line of this request").toMatch(/does not exist/);
    expect(line(), "with the stack").toMatch(/\bat /);
  });

  test("PN-49: nobody's address, password, session or token is in the log, after all that failed", () => {
    const secrets = [PASSWORD, cast.people.aOwner.email, cast.people.u1.email, ...owner.cookies.values(), ...user.cookies.values()];
    for (const secret of [...secrets, new URL(database.url).password]) {
      expect(server.log().includes(secret), `in the log: ${secret.slice(0, 8)}…`).toBe(false);
    }
  });
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

test("PN-49: the harness can fail: a table that is away is an error of the database", async () => {
  const database = await ownDatabase(inject("databaseUrl"));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query("ALTER TABLE partners RENAME TO partners_away");
  await expect(client.query("SELECT 1 FROM partners")).rejects.toThrow(/does not exist/);
  await client.end();
  await database.drop();
});
