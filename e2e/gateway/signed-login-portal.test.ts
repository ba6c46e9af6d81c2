import { randomInt } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { type Answer, answerOf } from "../support/gateway";
import { freePort } from "../support/free-port";
import { rawRequest } from "../support/raw-http";
import { awaitReady, startServer } from "../support/server-process";
import { aCountry, type ApiClient, Backend, forgiveCalls, newApiClient, partsOf } from "../support/signed-login";
import { TcpProxy } from "../support/tcp-proxy";
import { doors } from "../support/test-servers";
import { createWorld, hashOf, type World } from "../support/world";

let world: World;
let CA: ApiClient;
beforeAll(async () => void (world = await createWorld(inject("databaseUrl"))));
beforeEach(async () => {
  await forgiveCalls(world);
  CA = await newApiClient(world, world.partners.A);
});
afterAll(() => world.close());

type Headers = readonly (readonly [string, string])[];
const address = `10.77.${randomInt(256)}.${randomInt(1, 255)}`;
const navigation: Headers = [
  ["Sec-Fetch-Dest", "document"],
  ["Sec-Fetch-Mode", "navigate"],
];

async function browse(url: string, method: "GET" | "POST" | "HEAD", target: string, headers: Headers, body?: string): Promise<Answer> {
  const answer = answerOf(await rawRequest(url, { method, target, body, headers: [["X-Forwarded-For", address], ...headers] }));
  expect(answer.header("cache-control")).toContain("no-store");
  return answer;
}

const cookieOf = (answer: Answer) => /^eu_session=([0-9A-Za-z]{43});/.exec(answer.header("set-cookie") ?? "")?.[1];

describe.each(doors())("the way into the portal, %s", (_name, { url }) => {
  const backend = new Backend(url);
  const askFor = (token: string) =>
    backend.ask({ method: "POST", target: "/api/v1/session/portal", headers: [["Authorization", `Bearer ${token}`]] });
  const addressFor = async (token: string) => {
    const answer = await askFor(token);
    expect(answer.status, answer.body).toBe(200);
    return (answer.json() as { url: string }).url.slice(url.length);
  };
  const open = (target: string, headers: Headers = navigation) => browse(url, "GET", target, headers);

  test("a session token is worth a one-time address, which opens the portal as its user, once of fifty at once", async () => {
    const token = await backend.enrol(CA, "e1", aCountry("quiet"));
    const target = await addressFor(token);
    expect(target).toMatch(/^\/session\/enter\?ticket=[0-9A-Za-z]{43}$/);
    const answers = await Promise.all(Array.from({ length: 50 }, () => open(target)));
    const entered = answers.filter(({ status }) => status === 303);
    expect(entered).toHaveLength(1);
    expect(entered[0]?.header("location")).toBe("/");
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(49);
    const cookie = entered.map(cookieOf)[0] ?? "";
    const { rows } = await world.db.query("SELECT end_user_id FROM end_user_sessions WHERE id_hash = $1", [hashOf(cookie)]);
    expect(rows).toEqual([{ end_user_id: partsOf(token).claims.sub }]);
    await forgiveCalls(world);
  });

  test("looking opens nothing, and an address that is over or whose token does not count any more opens nothing", async () => {
    const token = await backend.enrol(CA, "e1", aCountry("quiet"));
    const target = await addressFor(token);
    const within: Headers = [["Sec-Fetch-Dest", "iframe"]];
    const prefetch: Headers = [["Sec-Purpose", "prefetch"]];
    expect((await open(target, within)).status).toBe(403);
    expect((await open(target, prefetch)).status).toBe(503);
    expect((await browse(url, "HEAD", target, [])).status).toBe(405);
    await world.db.query("UPDATE portal_tickets SET expires_at = now() WHERE hash = $1", [hashOf(target.slice(-43))]);
    expect((await open(target)).status).toBe(410);
    const second = await addressFor(token);
    await world.db.query("UPDATE api_clients SET disabled_at = now() WHERE id = $1", [CA.id]);
    expect((await open(second)).status).toBe(410);
    expect((await askFor(token)).status).toBe(401);
    for (const ticket of ["", "junk", "a".repeat(43)]) expect((await open(`/session/enter?ticket=${ticket}`)).status).toBe(410);
  });

  test("somebody else who is signed in is asked first, in a form of ours alone", async () => {
    const country = aCountry("quiet");
    const [ada, bob] = [await backend.enrol(CA, "ada", country), await backend.enrol(CA, "bob", country)];
    const first = cookieOf(await open(await addressFor(ada))) ?? "";
    const cookie: Headers = [...navigation, ["Cookie", `eu_session=${first}`]];
    const target = await addressFor(bob);
    const asked = await open(target, cookie);
    expect(asked.status).toBe(200);
    expect(asked.body).toContain("Continue as a user of");
    expect(asked.header("set-cookie")).toBeUndefined();
    const post = (sender: Headers) =>
      browse(
        url,
        "POST",
        "/session/enter",
        [...cookie, ...sender, ["Content-Type", "application/x-www-form-urlencoded"]],
        target.split("?")[1],
      );
    for (const sender of [[["Origin", "https://evil.example"]], [["Origin", "null"]], []] as Headers[])
      expect((await post(sender)).status).toBe(403);
    const entered = await post([["Origin", url]]);
    expect(entered.status).toBe(303);
    expect(cookieOf(entered)).toBeDefined();
    const { rows } = await world.db.query("SELECT revoked_at IS NOT NULL AS over FROM end_user_sessions WHERE id_hash = $1", [
      hashOf(first),
    ]);
    expect(rows).toEqual([{ over: true }]);
  });
});

test("without the database every call is answered by 503 with the seed's body, and goes well afterwards", async () => {
  const proxy = await TcpProxy.before(inject("databaseUrl"), await freePort(), { open: true });
  const server = await startServer({ door: "front", databaseUrl: proxy.urlFor(inject("databaseUrl")) });
  try {
    await awaitReady(server);
    const backend = new Backend(server.url);
    const login = () => backend.login(CA, { externalId: "e1", clientCountry: "AD" });
    expect((await login()).status).toBe(301);
    await proxy.cut();
    const answer = await login();
    expect(answer.status).toBe(503);
    expect(answer.json()).toEqual({ message: "Internal Server Error", code: "unavailable", request_id: answer.requestId });
    expect(Number(answer.header("retry-after"))).toBeGreaterThan(0);
  } finally {
    await server.stop();
    await proxy.cut();
  }
});
