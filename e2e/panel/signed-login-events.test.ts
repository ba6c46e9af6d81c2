import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { en } from "@/lib/words/en";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { textOf } from "../support/pages-html";
import { type ApiClient, Backend, callHeaders, forgiveCalls, hmac, newApiClient } from "../support/signed-login";
import { doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

const { signature_in_base64: told, terms_required: asked } = en.reasons.signedLogin;

let cast: Cast;
let world: World;
let client: ApiClient;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  world = await createWorld(inject("databaseUrl"));
  await forgiveCalls(world);
  client = await newApiClient(world, cast.partners.A);
});
afterAll(async () => Promise.all([cast.close(), world.close()]));

describe.each(doors())("the panel tells of signed calls, %s", (_name, { url }) => {
  test("P3-06 each attempt with its reason, what to do and every check; the wire told none of it", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const backend = new Backend(url);
    const said = { externalId: "e1", clientCountry: "IS", referralCode: "x".repeat(70) };
    const signature = Buffer.from(hmac(client.secret, "x"), "hex").toString("base64");
    const refused = await backend.login(client, said, { headers: callHeaders(client, { signature }) });
    expect(refused.body).not.toContain("base64");
    const list = textOf((await owner.open("/panel/events?reason=signature_in_base64")).body);
    for (const text of [refused.requestId, told.remedy]) expect(list).toContain(text);
    const page = textOf((await owner.open(`/panel/events/${refused.requestId}`)).body);
    for (const text of [
      "Sign-in by a signed call of yours",
      told.partner,
      "a client",
      "The signature is not in base64",
      "/thirdparty/login/v2",
    ])
      expect(page).toContain(text);
    for (const text of [signature, client.apiKey, "/api/authorization/"]) expect(page).not.toContain(text);
    const sent = await backend.login(client, said);
    const waiting = textOf((await owner.open(`/panel/events/${sent.requestId}`)).body);
    for (const text of [asked.partner, asked.remedy, "referral_code_cut"]) expect(waiting).toContain(text);
  });
});
