import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { en } from "@/lib/words/en";
import { Browser as TokenBrowser, forgive, type Issuer, newIssuer, token } from "../support/external-token";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { textOf } from "../support/pages-html";
import { doors } from "../support/test-servers";
import { createWorld, type World } from "../support/world";

const told = en.reasons.externalToken.aud_wrong;

let cast: Cast;
let world: World;
let issuer: Issuer;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  world = await createWorld(inject("databaseUrl"));
  await forgive(world);
  issuer = await newIssuer(world, cast.partners.A);
});
afterAll(async () => Promise.all([cast.close(), world.close()]));

describe.each(doors())("the panel tells of tokens, %s", (_name, { url }) => {
  test("each attempt with its reason, what to do, every check, and what was left out", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const arrive = (changes: Record<string, unknown>) => new TokenBrowser(url).arrive(token(issuer, changes));
    const refused = await arrive({ aud: "x" });
    const accepted = await arrive({ sub: "usuario" });
    const list = textOf((await owner.open("/panel/events?reason=aud_wrong")).body);
    expect(list).toContain(refused.requestId);
    expect(list).toContain(told.remedy);
    const page = textOf((await owner.open(`/panel/events/${refused.requestId}`)).body);
    for (const text of ["Sign-in by a token of yours", told.partner, issuer.iss, "It is signed with the issuer's key"])
      expect(page).toContain(text);
    expect(page).not.toContain("/api/authorization/");
    const fine = textOf((await owner.open(`/panel/events/${accepted.requestId}`)).body);
    expect(fine).toContain("sub_is_usuario");
    expect(fine).toContain("every check was passed");
  });
});
