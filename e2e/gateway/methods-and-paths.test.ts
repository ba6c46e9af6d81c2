import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  expectAccepted,
  expectCleanLogs,
  expectFailureForm,
  expectUnspent,
  GatewayClient,
  redemptionTarget,
  forgiveNextDoor,
} from "../support/gateway";
import { rawRequest } from "../support/raw-http";
import { allServers, doors, frontDoor } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  await forgiveNextDoor(world);
});
afterAll(async () => {
  expectCleanLogs(world, allServers());
  await world.close();
});

describe.each(doors())("looking never consumes, %s", (_name, { url }) => {
  const client = () => new GatewayClient(url, world);
  const fresh = () => world.freshToken(world.users.u1, world.apps.aPub);
  const thenGood = async (token: Awaited<ReturnType<typeof fresh>>) => {
    await expectUnspent(world, token);
    await expectAccepted(world, await client().redeem(token.token, world.bearers.TA.token, { allowed: [token.user.email] }), token);
  };

  test.each(["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])(
    "P1-19 %s is 405 with Allow: GET, and then GET is still 200",
    async (method) => {
      const token = await fresh();
      const answer = await client().redeem(token.token, world.bearers.TA.token, { method, ...(method === "POST" ? { body: "{}" } : {}) });
      expect(answer.status).toBe(405);
      expect(answer.header("allow")).toBe("GET");
      if (method === "HEAD") expect(answer.body).toBe("");
      else expectFailureForm(answer, 405);
      await thenGood(token);
    },
  );

  test("P1-19 a method that HTTP does not know is 400, and then GET is still 200", async () => {
    const token = await fresh();
    const headers: [string, string][] = [["Authorization", `Bearer ${world.bearers.TA.token}`]];
    const response = await rawRequest(url, { method: "FOO", target: redemptionTarget(token.token), headers });
    expect(response.status).toBe(400);
    await thenGood(token);
  });

  test.each([
    ["X-HTTP-Method-Override", "GET"],
    ["X-HTTP-Method", "GET"],
    ["X-Method-Override", "GET"],
  ])("P1-19 no header turns a POST into a GET: %s", async (name, value) => {
    const token = await fresh();
    const answer = await client().redeem(token.token, world.bearers.TA.token, { method: "POST", headers: [[name, value]] });
    expect(answer.status).toBe(405);
    await expectUnspent(world, token);
  });

  test.each([
    ["Sec-Purpose", "prefetch"],
    ["Sec-Purpose", "prefetch;prerender"],
    ["Sec-Purpose", "prefetch;anonymous-client-ip"],
    ["Purpose", "prefetch"],
    ["next-router-prefetch", "1"],
  ])("a GET that only prefetches (%s: %s) is a failure, is not cached, and the token stays good", async (name, value) => {
    const token = await fresh();
    const answer = await client().redeem(token.token, world.bearers.TA.token, { headers: [[name, value]] });
    expectFailureForm(answer, 503);
    await thenGood(token);
  });

  test("Next's own headers and parameters change nothing (PN-04)", async () => {
    const token = await fresh();
    const answer = await client().redeem(`${token.token}?nextInternalLocale=x&__nextLocale=x`, world.bearers.TA.token, {
      allowed: [token.user.email],
      headers: [
        ["x-middleware-subrequest", "middleware:middleware:middleware:middleware:middleware"],
        ["x-middleware-rewrite", "/api/health/live"],
        ["x-middleware-next", "1"],
        ["x-nextjs-data", "1"],
        ["x-invoke-path", "/api/health/live"],
        ["x-matched-path", "/api/health/live"],
        ["x-now-route-matches", "token=x"],
        ["next-url", "/panel"],
        ["x-forwarded-host", "evil.example"],
        ["x-original-url", "/api/health/live"],
        ["x-rewrite-url", "/api/health/live"],
      ],
    });
    await expectAccepted(world, answer, token);
  });

  test("P1-25 a trailing slash or other capitals never redirect: no Location, and the token stays good", async () => {
    const token = await fresh();
    const headers: [string, string][] = [["Authorization", `Bearer ${world.bearers.TA.token}`]];
    for (const target of [
      `/api/authorization/${token.token}/`,
      `/API/authorization/${token.token}`,
      `/api/Authorization/${token.token}`,
      `/api/authorization/`,
      `/api/authorization`,
    ]) {
      const response = await rawRequest(url, { target, headers });
      expect(response.status, target).toBe(404);
      expect(response.headers.has("location"), target).toBe(false);
      expect(response.headers.get("cache-control")?.join(), target).toContain("no-store");
    }
    await thenGood(token);
  });
});

describe("at the front door alone, for Next redirects, answers or forwards such requests before our code", () => {
  const client = () => new GatewayClient(frontDoor().url, world);
  const fresh = () => world.freshToken(world.users.u1, world.apps.aPub);

  test("Next's RSC headers do not make a redirect with the token in it (PN-05)", async () => {
    const token = await fresh();
    const answer = await client().redeem(token.token, world.bearers.TA.token, {
      allowed: [token.user.email],
      headers: [
        ["RSC", "1"],
        ["next-router-state-tree", "%5B%22%22%5D"],
        ["next-router-segment-prefetch", "/_tree"],
      ],
    });
    await expectAccepted(world, answer, token);
  });

  test("P1-19 TRACE is 405, echoes nothing, and then GET is still 200", async () => {
    const token = await fresh();
    const answer = await client().redeem(token.token, world.bearers.TA.token, { method: "TRACE" });
    expectFailureForm(answer, 405);
    expect(answer.header("allow")).toBe("GET");
    await expectUnspent(world, token);
  });

  test.each([
    ["a trailing slash", (token: string) => `/api/authorization/${token}/`],
    ["two trailing slashes", (token: string) => `/api/authorization/${token}//`],
    ["a doubled slash before", (token: string) => `//api/authorization/${token}`],
    ["a doubled slash within", (token: string) => `/api//authorization/${token}`],
    ["a doubled slash before the token", (token: string) => `/api/authorization//${token}`],
    ["capitals", (token: string) => `/API/authorization/${token}`],
    ["capitals within", (token: string) => `/api/Authorization/${token}`],
    ["backslashes", (token: string) => `/api\\authorization\\${token}`],
    ["a backslash before", (token: string) => `\\/api/authorization/${token}`],
    ["a dot segment before", (token: string) => `/./api/authorization/${token}`],
    ["a dot segment within", (token: string) => `/api/./authorization/${token}`],
    ["a dot-dot segment", (token: string) => `/panel/../api/authorization/${token}`],
    ["an encoded dot segment", (token: string) => `/%2e/api/authorization/${token}`],
    ["an encoded dot-dot segment", (token: string) => `/panel/%2E%2e/api/authorization/${token}`],
    ["an encoded letter in the path", (token: string) => `/%61pi/authorization/${token}`],
    ["an encoded slash", (token: string) => `/api%2Fauthorization/${token}`],
  ])("P1-25 another spelling of the path (%s) is a failure without Location, and the token stays good", async (_case, spell) => {
    const token = await fresh();
    const bearer = await world.newBearer(world.partners.A);
    const exposed = () => world.db.query("SELECT 1 FROM bearer_tokens WHERE id = $1 AND exposed_at IS NOT NULL", [bearer.id]);
    const headers: [string, string][] = [["Authorization", `Bearer ${bearer.token}`]];
    const response = await rawRequest(frontDoor().url, { target: spell(token.token), headers });
    expect([400, 404]).toContain(response.status);
    expect(response.headers.has("location")).toBe(false);
    expect(response.body.includes(token.token), "the token stands in the answer").toBe(false);
    expect(response.headers.get("cache-control")?.join()).toContain("no-store");
    await expectUnspent(world, token);
    expect((await exposed()).rows, "the bearer token is taken for exposed").toEqual([]);
  });
});
