import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { setMasterSecret } from "@/lib/crypto/keys";
import { signOwnToken } from "@/lib/crypto/own-token";
import { TEST_SECRET } from "../support/server-process";
import { aCountry, type ApiClient, Backend, forgiveCalls, newApiClient, partsOf, publish } from "../support/signed-login";
import { doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

let world: World;
let CA: ApiClient;
beforeAll(async () => {
  setMasterSecret(TEST_SECRET);
  world = await createWorld(inject("databaseUrl"));
});
beforeEach(async () => {
  await forgiveCalls(world);
  CA = await newApiClient(world, world.partners.A);
});
afterAll(() => world.close());

describe.each(doors())("a session token, %s", (_name, { url }) => {
  const backend = new Backend(url);

  test("says who its user is, in either header; anything else is 401", async () => {
    const country = aCountry("session");
    const call = { externalId: "e1", clientCountry: country, email: "ada@people.example" };
    await backend.login(CA, call);
    const token = await backend.enrol(CA, "e1", country);
    const { claims } = partsOf(token);
    for (const headers of [
      [["Authorization", `Bearer ${token}`]],
      [["dcoupon-user-jwt", token]],
      [
        ["authorization", `bearer ${token}`],
        ["dcoupon-user-jwt", token],
      ],
    ] as [string, string][][]) {
      const answer = await backend.session(token, headers);
      expect(answer.status, answer.body).toBe(200);
      const expiresAt = new Date(Number(claims.exp) * 1000).toISOString();
      expect(answer.json()).toEqual({
        userId: claims.sub,
        externalId: "e1",
        email: "ada@people.example",
        clientApiKey: CA.apiKey,
        expiresAt,
      });
    }
    const refused = [
      await backend.session("", []),
      await backend.session("", [["Authorization", "Bearer junk"]]),
      await backend.session("", [["Authorization", `Basic ${token}`]]),
      await backend.session("", [
        ["Authorization", `Bearer ${token}`],
        ["dcoupon-user-jwt", "another"],
      ]),
      await backend.session("", [["Cookie", `eu_session=${token}`]]),
      await backend.session(`${token}=`),
    ];
    for (const answer of refused) {
      expect(answer.status).toBe(401);
      expect(answer.header("www-authenticate")).toBe("Bearer");
      expect(answer.json()).toEqual({ success: false, message: "Unauthorized", code: "unauthorized", request_id: answer.requestId });
    }
  });

  test("is refused when it is over, its client disabled, its user suspended, or other terms are in force", async () => {
    const country = aCountry("session");
    const { documentId } = await publish(world, country);
    const token = await backend.enrol(CA, "e1", country);
    const { claims } = partsOf(token);
    const off = async (sql: string, back: string, id: unknown) => {
      await world.db.query(sql, [id]);
      expect((await backend.session(token)).status, sql).toBe(401);
      await world.db.query(back, [id]);
      expect((await backend.session(token)).status, back).toBe(200);
    };
    const set = (table: string, column: string, id: unknown) =>
      off(`UPDATE ${table} SET ${column} = now() WHERE id = $1`, `UPDATE ${table} SET ${column} = NULL WHERE id = $1`, id);
    await set("api_clients", "disabled_at", CA.id);
    await set("end_users", "suspended_at", claims.sub);
    const { iss, aud, ...own } = claims as { iss: string; aud: string; jti: string; sub: string };
    expect(aud).toBe(`${iss}/api/v1`);
    const past = await signOwnToken("session", iss, { ...own, iat: Number(claims.iat) - 90_000, exp: Number(claims.iat) - 31 });
    expect((await backend.session(past)).status).toBe(401);
    await publish(world, country, { documentId });
    expect((await backend.session(token)).status).toBe(401);
  });
});
