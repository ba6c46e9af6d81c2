import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, type Person, signInToPortal } from "../support/pages-cast";
import { comparable, expectSafe } from "../support/pages-checks";
import { formsOf, textOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

async function proposal(email: string): Promise<string> {
  const id = v7();
  await cast.db.query("INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost) VALUES ($1, $2, $3, $4, $5)", [
    id,
    cast.partners.A.id,
    `account-${id}`,
    email,
    id,
  ]);
  await cast.db.query("INSERT INTO pairing_keys (id, pairing_id, sealed_key) VALUES ($1, $2, '-')", [v7(), id]);
  return id;
}

async function stateOf(id: string) {
  const { rows } = await cast.db.query<{ user: string | null; confirmed: boolean; ended_by: string | null }>(
    "SELECT end_user_id AS user, confirmed_at IS NOT NULL AS confirmed, ended_by FROM pairings WHERE id = $1",
    [id],
  );
  return rows[0];
}

const waiting = { user: null, confirmed: false, ended_by: null };

describe.each(doors())("pairings in the account, %s", (_name, { url }) => {
  const somebody = async (): Promise<Person> => {
    const person = await cast.newUser();
    await cast.db.query("UPDATE end_users SET password_hash = (SELECT password_hash FROM end_users WHERE id = $1) WHERE id = $2", [
      cast.people.u1.id,
      person.id,
    ]);
    return person;
  };
  const signedIn = (person: Person) => signInToPortal(new Browser(url), person);
  const send = (browser: Browser, page: PageAnswer, button: string, fields: Record<string, string> = {}) => {
    const form = formsOf(page.body).find((one) => one.button.includes(button));
    if (!form) throw new Error(`no form has a button “${button}”: ${told(page)}`);
    return browser.submit(page, form, fields);
  };

  test("a proposal is told at home and in the account, looking confirms nothing, a press does", async () => {
    const person = await somebody();
    const id = await proposal(person.email);
    const browser = await signedIn(person);
    expect(textOf((await browser.get("/")).body)).toContain("Somebody asks to sign you in here");
    for (const path of ["/account", `/account?pairingId=${id}`, `/account?confirm=${id}`, "/account?_rsc=x"])
      expectSafe(await browser.get(path));
    expect(await stateOf(id)).toEqual(waiting);
    const page = await browser.get("/account");
    expect(textOf(page.body)).toContain(`They know you as account-${id}.`);
    const answer = await send(browser, page, "sign me in");
    expect(answer.header("location"), told(answer)).toBe("/account?said=pairing_confirmed");
    expect(await stateOf(id)).toEqual({ user: person.id, confirmed: true, ended_by: null });
    expect(textOf((await browser.get("/")).body)).not.toContain("asks to sign you in");
    const again = await send(browser, page, "sign me in");
    expectSafe(again);
    expect(again.header("location")).toBeUndefined();
  });

  test("what is declined is gone; what is confirmed is ended from the same page", async () => {
    const person = await somebody();
    const [declined, ended] = [await proposal(person.email), await proposal(person.email)];
    const browser = await signedIn(person);
    // The newest stands first.
    await send(browser, await browser.get("/account"), "sign me in", { pairingId: ended });
    const answer = await send(browser, await browser.get("/account"), "Decline");
    expect(answer.header("location"), told(answer)).toBe("/account?said=pairing_declined");
    expect(await stateOf(declined)).toEqual({ user: null, confirmed: false, ended_by: "end_user" });
    const over = await send(browser, await browser.get("/account"), "End the link with");
    expect(over.header("location"), told(over)).toBe("/account?said=link_ended");
    expect(await stateOf(ended)).toEqual({ user: person.id, confirmed: true, ended_by: "end_user" });
    expect((await browser.get("/account")).status, "and stays signed in here").toBe(200);
  });

  test("PN-11: somebody else's pairing is like one that never was, to be confirmed, declined or ended", async () => {
    const [owner, stranger] = [await somebody(), await somebody()];
    const [theirs, confirmed] = [await proposal(owner.email), await proposal(owner.email)];
    await cast.db.query("UPDATE pairings SET confirmed_at = now(), end_user_id = $2 WHERE id = $1", [confirmed, owner.id]);
    const [own, ownConfirmed] = [await proposal(stranger.email), await proposal(stranger.email)];
    await cast.db.query("UPDATE pairings SET confirmed_at = now(), end_user_id = $2 WHERE id = $1", [ownConfirmed, stranger.id]);
    const browser = await signedIn(stranger);
    const page = await browser.get("/account");
    expect(page.body).not.toContain(theirs);
    for (const [button, pairingId] of [
      ["sign me in", theirs],
      ["Decline", theirs],
      ["End the link with", confirmed],
      ["End the link with", theirs],
    ] as const) {
      const answer = await send(browser, page, button, { pairingId });
      const unknown = await send(browser, page, button, { pairingId: v7() });
      expectSafe(answer);
      expect(comparable(answer), told(answer)).toEqual(comparable(unknown));
    }
    expect(await stateOf(theirs)).toEqual(waiting);
    expect(await stateOf(confirmed)).toEqual({ user: owner.id, confirmed: true, ended_by: null });
    expect(await stateOf(own)).toEqual(waiting);
  });

  test("an address that nobody has proved is shown nothing, and confirms nothing", async () => {
    const person = await somebody();
    const id = await proposal(person.email);
    const prepared = await signedIn(person);
    const page = await prepared.get("/account");
    await cast.db.query("UPDATE end_users SET email_verified_at = NULL WHERE id = $1", [person.id]);
    expect(textOf((await prepared.get("/account")).body)).not.toContain("asks to sign you in");
    expectSafe(await send(prepared, page, "sign me in"));
    expect(await stateOf(id)).toEqual(waiting);
  });
});
