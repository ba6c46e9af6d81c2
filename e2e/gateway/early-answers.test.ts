import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { expectFailureForm, expectUnspent, GatewayClient, redemptionTarget } from "../support/gateway";
import { rawExchange } from "../support/raw-http";
import { frontDoor } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

const MIB = 1024 * 1024;

let world: World;
const url = frontDoor().url;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
afterAll(() => world.close());

const lines = (...text: string[]) => Buffer.from(`${text.join("\r\n")}\r\n\r\n`, "latin1");
const head = () => [`Host: ${new URL(url).host}`, `Authorization: Bearer ${world.bearers.TA.token}`];

describe("an answer given before the body has come (RFC 9112 section 9.6)", () => {
  test.each([
    ["GET", redemptionTarget("abc"), 404, "Connection: close"],
    ["PUT", redemptionTarget("abc"), 405, "Connection: close"],
    ["POST", "//doubled", 404, "Connection: keep-alive"],
  ])("%s %s: reaches everybody who goes on sending 8 MiB, twenty at once", async (method, target, status, connection) => {
    const body = Buffer.alloc(8 * MIB, "a");
    const exchanges = Array.from({ length: 20 }, () =>
      rawExchange(url, [lines(`${method} ${target} HTTP/1.1`, ...head(), `Content-Length: ${body.length}`, connection), body]),
    );
    for (const answers of await Promise.all(exchanges)) expect(answers.map((answer) => answer.status)).toEqual([status]);
  });

  test("what follows such a body on the connection is not served: a redemption there burns no token", async () => {
    const token = await world.freshToken(world.users.u1, world.apps.aPub);
    const body = Buffer.alloc(MIB, "a");
    const answers = await rawExchange(url, [
      lines("POST //doubled HTTP/1.1", ...head(), `Content-Length: ${body.length}`),
      body,
      lines(`GET ${redemptionTarget(token.token)} HTTP/1.1`, ...head(), "Connection: close"),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([404]);
    await expectUnspent(world, token);
    expectFailureForm(await new GatewayClient(url, world).redeem("abc", world.bearers.TA.token), 404);
  });

  test("who sends on for longer than 2 s is cut off", async () => {
    const pieces = Array.from({ length: 40 }, () => Buffer.alloc(1024, "a"));
    const start = performance.now();
    const answers = await rawExchange(url, [lines("POST //doubled HTTP/1.1", ...head(), `Content-Length: ${8 * MIB}`), ...pieces], {
      pauseMs: 200,
    });
    expect(answers.map((answer) => answer.status)).toEqual([404]);
    expect(performance.now() - start).toBeLessThan(7_000);
  });
});
