import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../id";
import { createTestUser } from "../people";
import { launch } from "../protocols/launch-token";
import { type TestDatabase, testDatabase, testPool } from "../testing/database";
import { anApp, aPartner, granted, someone } from "../testing/fixtures";
import { findLoginEvent, listEventsOfLoginToken } from "./find-login-event";
import { recordRefusal } from "./login-event";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.drop());

async function aRefusal(partnerId: string, loginTokenId: string | null = null) {
  const requestId = newId();
  await recordRefusal(testPool(), {
    kind: "login",
    protocol: "launch-token",
    reason: "token_malformed",
    partnerId,
    appId: null,
    credentialId: null,
    endUserId: null,
    loginTokenId,
    requestId,
    test: false,
    detail: { userAgent: "shop/1.0", tokenLength: 12 },
  });
  const { rows } = await testPool().query<{ id: string }>("SELECT id FROM login_events WHERE request_id = $1", [requestId]);
  return { id: rows[0]?.id ?? "", requestId };
}

test("PN-11: an event is found by its id and by its request's, by its own partner alone", async () => {
  const [own, other] = [await aPartner(), await aPartner()];
  const event = await aRefusal(own.id);
  for (const id of [event.id, event.requestId]) {
    expect(await findLoginEvent(own.id, id)).toMatchObject({ id: event.id, detail: { userAgent: "shop/1.0", tokenLength: 12 } });
    expect(await findLoginEvent(other.id, id)).toBeNull();
  }
  for (const odd of [newId(), "", "x", "00000000-0000-0000-0000-000000000000", `${event.id}'`])
    expect(await findLoginEvent(own.id, odd)).toBeNull();
});

test("both halves of a login are found by its login token, the launch first, and never another partner's", async () => {
  const [own, other] = [await aPartner(), await aPartner()];
  const app = await anApp(own.id, { published: false });
  const user = granted(await createTestUser(own.id, { name: "Tess" }, someone));
  granted(await launch({ appId: app.id, endUserId: user.endUserId, test: true, requestId: newId() }));
  const { rows } = await testPool().query<{ id: string }>("SELECT id FROM login_tokens WHERE app_id = $1", [app.id]);
  const tokenId = rows[0]?.id ?? "";
  await aRefusal(own.id, tokenId);
  await aRefusal(own.id);
  const halves = await listEventsOfLoginToken(own.id, tokenId);
  expect(halves.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(["launch accepted", "login refused"]);
  expect(await listEventsOfLoginToken(other.id, tokenId)).toEqual([]);
});
