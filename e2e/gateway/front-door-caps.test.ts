import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  answerOf,
  expectAccepted,
  expectCleanLogs,
  expectFailureForm,
  expectUnspent,
  GatewayClient,
  redemptionTarget,
} from "../support/gateway";
import { expectInvariant } from "../support/invariant";
import { rawExchange, type RawResponse, rawRequest } from "../support/raw-http";
import { allServers, frontDoor } from "../support/test-servers";
import { createWorld, type LoginToken, type World } from "../support/world";

const KIB = 1024;

let world: World;
let token: LoginToken;
const url = frontDoor().url;
beforeAll(async () => {
  world = await createWorld(inject("databaseUrl"));
  token = await world.freshToken(world.users.u1, world.apps.aPub);
});
afterAll(async () => {
  // Nothing in this file has burnt the token, and the process still serves.
  await expectUnspent(world, token);
  const answer = await new GatewayClient(url, world).redeem(token.token, world.bearers.TA.token, { allowed: [token.user.email] });
  await expectAccepted(world, answer, token);
  expectCleanLogs(world, allServers());
  await world.close();
});

const client = () => new GatewayClient(url, world);
const redeem = (more: Parameters<GatewayClient["redeem"]>[2]) => client().redeem(token.token, world.bearers.TA.token, more);
const lines = (...text: string[]) => Buffer.from(`${text.join("\r\n")}\r\n\r\n`, "latin1");
const head = () => [`Host: ${new URL(url).host}`, `Authorization: Bearer ${world.bearers.TA.token}`];

describe("the front door's caps", () => {
  test("a target of 16 KiB is read; one character more is 414", async () => {
    const target = (length: number) => redemptionTarget("a".repeat(length - redemptionTarget("").length));
    expectFailureForm(await client().ask(target(16 * KIB), { headers: [["Authorization", `Bearer ${world.bearers.TA.token}`]] }), 404);
    for (const length of [16 * KIB + 1, 30 * KIB]) expectFailureForm(await client().ask(target(length)), 414);
    expectFailureForm(await client().ask(`${redemptionTarget(token.token)}?${"a".repeat(16 * KIB)}`), 414);
  });

  test("P1-08 a header value of 16 KiB is read; more is 431, as is a bearer token of that length", async () => {
    expectFailureForm(await client().ask(redemptionTarget("abc"), { headers: [["X-Long", "a".repeat(16 * KIB)]] }), 401);
    expectFailureForm(await client().ask(redemptionTarget("abc"), { headers: [["X-Long", "a".repeat(16 * KIB + 1)]] }), 431);
    expectFailureForm(await client().redeem(token.token, "a".repeat(20 * KIB)), 431);
  });

  test("headers of 200 KiB together, and 5,000 of them, are refused below 500, and the process lives", async () => {
    const many = (count: number, length: number) =>
      Array.from({ length: count }, (_, i): [string, string] => [`X-${i}`, "a".repeat(length)]);
    expect((await rawRequest(url, { target: redemptionTarget("abc"), headers: many(20, 10 * KIB) })).status).toBe(431);
    const response = await rawRequest(url, { target: redemptionTarget("abc"), headers: many(5_000, 3) });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  test("P1-08 two Authorization headers are 401, whichever comes first, even the same one twice", async () => {
    const [TA, TB] = [world.bearers.TA.token, world.bearers.TB.token].map((bearer): [string, string] => [
      "Authorization",
      `Bearer ${bearer}`,
    ]);
    if (!TA || !TB) throw new Error("no bearers");
    for (const headers of [
      [TA, TB],
      [TB, TA],
      [TA, TA],
      [TA, ["authorization", "Basic x"] as [string, string]],
    ]) {
      expectFailureForm(await client().ask(redemptionTarget(token.token), { headers }), 401, "unauthorized");
    }
  });

  test("a body on a GET is ignored: with a length, chunked, or as a form that says something else", async () => {
    for (const more of [
      { body: "{}" },
      { body: "token=abc&services=abc", headers: [["Content-Type", "application/x-www-form-urlencoded"]] as [string, string][] },
      { body: "5\r\nhello\r\n0\r\n\r\n", headers: [["Transfer-Encoding", "chunked"]] as [string, string][] },
    ]) {
      const own = await world.freshToken(world.users.u1, world.apps.aPub);
      const answer = await client().redeem(own.token, world.bearers.TA.token, { ...more, allowed: [own.user.email] });
      await expectAccepted(world, answer, own);
    }
  });

  test("a body of 8 MiB on a GET is not taken in: an answer comes, and the next caller is served", async () => {
    const body = Buffer.alloc(8 * KIB * KIB, "a");
    const answers = await rawExchange(url, [
      lines(`GET ${redemptionTarget("abc")} HTTP/1.1`, ...head(), `Content-Length: ${body.length}`, "Connection: close"),
      body,
    ]);
    expect([404, 413]).toContain(answers[0]?.status);
    expectFailureForm(await client().redeem("abc", world.bearers.TA.token), 404);
  });

  test.each([
    ["POST", 100_000],
    ["PUT", 8 * KIB * KIB],
  ])("a body of a %s that is answered 405 is not waited for (%i bytes)", async (method, length) => {
    const answers = await rawExchange(
      url,
      lines(`${method} ${redemptionTarget(token.token)} HTTP/1.1`, ...head(), `Content-Length: ${length}`, "Connection: close"),
    );
    expect(answers[0]?.status).toBe(405);
  });
});

describe("the front door takes no request that names another server or wants to become something else", () => {
  test.each([
    ["an absolute target", (t: string) => `http://evil.example${redemptionTarget(t)}`],
    ["an absolute target with our own host", (t: string) => `${url}${redemptionTarget(t)}`],
    ["an absolute https target", (t: string) => `https://169.254.169.254${redemptionTarget(t)}`],
    ["the asterisk", () => "*"],
  ])("PN-46 %s is 400 without a redirect, and is fetched by nobody", async (_case, target) => {
    const answer = await client().ask(target(token.token), { headers: [["Authorization", `Bearer ${world.bearers.TA.token}`]] });
    expectFailureForm(answer, 400);
  });

  test.each([
    [
      "websocket",
      ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="],
    ],
    ["h2c", ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA"]],
  ])("PN-46 Upgrade: %s is refused, also with an absolute target", async (_name, headers) => {
    for (const target of [redemptionTarget(token.token), `http://127.0.0.1:1${redemptionTarget(token.token)}`]) {
      const [answer, ...more] = await rawExchange(url, lines(`GET ${target} HTTP/1.1`, ...head(), ...headers));
      expect(answer?.status).toBeGreaterThanOrEqual(400);
      expect(answer?.status).toBeLessThan(500);
      expect(more).toEqual([]);
    }
  });

  test("CONNECT is refused", async () => {
    const [answer] = await rawExchange(url, lines("CONNECT 127.0.0.1:1 HTTP/1.1", ...head()));
    expect(answer?.status).toBeGreaterThanOrEqual(400);
    expect(answer?.status).toBeLessThan(500);
  });

  test("the Host header decides nothing: neither another one, nor X-Forwarded-Host", async () => {
    const own = await world.freshToken(world.users.u1, world.apps.aPub);
    const answer = await client().redeem(own.token, world.bearers.TA.token, {
      headers: [
        ["Host", "evil.example"],
        ["X-Forwarded-Host", "evil.example"],
        ["Forwarded", "host=evil.example;proto=http"],
      ],
      allowed: [own.user.email],
    });
    await expectAccepted(world, answer, own);
    expect(JSON.stringify([...answer.headers])).not.toContain("evil");
  });
});

describe("what the front door cannot read as one request it refuses, and nothing behind it is run", () => {
  const smuggled = () => `GET ${redemptionTarget(token.token)} HTTP/1.1\r\n${head().join("\r\n")}\r\n\r\n`;
  const refusals: [string, () => Buffer][] = [
    [
      "both a length and chunks",
      () =>
        Buffer.concat([
          lines("POST / HTTP/1.1", ...head(), "Content-Length: 4", "Transfer-Encoding: chunked"),
          Buffer.from(`0\r\n\r\n${smuggled()}`),
        ]),
    ],
    [
      "two lengths",
      () =>
        Buffer.concat([
          lines("POST / HTTP/1.1", ...head(), "Content-Length: 0", `Content-Length: ${smuggled().length}`),
          Buffer.from(smuggled()),
        ]),
    ],
    [
      "a coding that is not chunked",
      () => Buffer.concat([lines("POST / HTTP/1.1", ...head(), "Transfer-Encoding: xchunked"), Buffer.from(smuggled())]),
    ],
    [
      "a blank before the colon",
      () => Buffer.concat([lines("POST / HTTP/1.1", ...head(), `Content-Length : ${smuggled().length}`), Buffer.from(smuggled())]),
    ],
    ["a negative length", () => lines("GET / HTTP/1.1", ...head(), "Content-Length: -1")],
    ["a folded header", () => lines("GET / HTTP/1.1", ...head(), "X-Folded: a", " b: c")],
    ["a NUL in a header", () => lines("GET / HTTP/1.1", ...head(), "X-Nul: a\u0000b")],
    ["bytes that are no ASCII in the target", () => lines(`GET ${redemptionTarget("\u00e4\u00f6")} HTTP/1.1`, ...head())],
    ["an unknown method", () => lines(`FOO ${redemptionTarget(token.token)} HTTP/1.1`, ...head())],
    ["a target without a leading slash", () => lines(`GET api/authorization/${token.token} HTTP/1.1`, ...head())],
    ["no HTTP at all", () => Buffer.from("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", "latin1")],
    [
      "headers of 200 KiB",
      () =>
        lines(
          `GET ${redemptionTarget(token.token)} HTTP/1.1`,
          ...head(),
          ...Array.from({ length: 20 }, (_, i) => `X-${i}: ${"a".repeat(10 * KIB)}`),
        ),
    ],
  ];

  test.each(refusals)("%s", async (_case, bytes) => {
    const answers = await rawExchange(url, bytes());
    for (const answer of answers) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    await expectUnspent(world, token);
  });

  test("I0 and P1-21 hold for these refusals too: headers, id of the request, and the failure's form", async () => {
    const answers: RawResponse[] = [];
    for (const name of ["an unknown method", "headers of 200 KiB"]) {
      for (const [, bytes] of refusals.filter(([one]) => one === name)) answers.push(...(await rawExchange(url, bytes())));
    }
    expect(answers.map(({ status }) => status)).toEqual([400, 431]);
    for (const answer of answers) {
      expectInvariant(answer, { secrets: world.secrets() });
      expectFailureForm(answerOf(answer), answer.status);
    }
  });
});

test("R11 a caller that sends its headers a byte at a time is cut off within 12 s, and others are served meanwhile", async () => {
  const { hostname, port } = new URL(url);
  const start = performance.now();
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on("error", () => undefined);
  socket.resume();
  socket.write(`GET ${redemptionTarget(token.token)} HTTP/1.1\r\nX-Slow: `);
  const drip = setInterval(() => socket.write("a"), 500);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  expectFailureForm(await redeem({ method: "POST" }), 405);
  await closed;
  clearInterval(drip);
  expect(performance.now() - start).toBeLessThan(12_000);
});
