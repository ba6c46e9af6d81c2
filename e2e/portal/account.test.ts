import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, PASSWORD, type Person, signInToPortal } from "../support/pages-cast";
import { comparable, expectSafe, expectSignIn } from "../support/pages-checks";
import { type Form, formsOf, textOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
/** The first form whose button says exactly this: names of buttons begin alike. */
function formOf(page: PageAnswer, button: string): Form {
  const form = formsOf(page.body).find((one) => one.button.trim() === button);
  if (!form) throw new Error(`no form has a button “${button}”: ${told(page)}`);
  return form;
}

beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

describe.each(doors())("the account, %s", (_name, { url }) => {
  const somebody = async (): Promise<Person> => {
    const person = await cast.newUser();
    await cast.db.query("UPDATE end_users SET password_hash = (SELECT password_hash FROM end_users WHERE id = $1) WHERE id = $2", [
      cast.people.u1.id,
      person.id,
    ]);
    return person;
  };
  const signedIn = (person: Person) => signInToPortal(new Browser(url), person);
  const isIn = async (browser: Browser) => (await browser.get("/account")).status === 200;

  test("it is its owner's, and shows the e-mail and whether it is confirmed", async () => {
    expectSignIn(await new Browser(url).get("/account"), "portal");
    const person = await somebody();
    const page = textOf((await (await signedIn(person)).get("/account")).body);
    expect(page).toContain(person.email);
    expect(page).toContain("Confirmed");
  });

  test("the name is changed, taken away, and refused at its field in a sentence", async () => {
    const person = await somebody();
    const user = await signedIn(person);
    const page = await user.get("/account");
    const saved = await user.submit(page, "Save the name", { name: " Ada " });
    expect(saved.header("location"), told(saved)).toBe("/account?said=name_saved");
    expect(textOf((await user.get("/")).body)).toContain("Welcome, Ada");
    const refused = await user.submit(page, "Save the name", { name: "a".repeat(81) });
    expect(textOf(refused.body)).toContain("The name has at most 80 characters.");
    expectSafe(await user.submit(page, "Save the name", { name: "" }));
    expect(textOf((await user.get("/")).body)).toContain("Welcome back");
  });

  test("PN-25: a new password needs the present one, and signs every other browser out", async () => {
    const person = await somebody();
    const [here, there] = [await signedIn(person), await signedIn(person)];
    const page = await here.get("/account");
    const next = "another fine password 7";
    for (const [fields, sentence] of [
      [{ presentPassword: "wrong", newPassword: next }, "This is not your password."],
      [{ presentPassword: "", newPassword: next }, "Enter your password."],
      [{ presentPassword: PASSWORD, newPassword: "short" }, "A password needs at least 8 characters."],
    ] as const) {
      const refused = await here.submit(page, "Change the password", fields);
      expectSafe(refused);
      expect(textOf(refused.body)).toContain(sentence);
      expect(refused.body, "a password is never sent back").not.toContain(next);
    }
    expect(await isIn(there)).toBe(true);
    const changed = await here.submit(page, "Change the password", { presentPassword: PASSWORD, newPassword: next });
    expect(changed.header("location"), told(changed)).toBe("/account?said=password_changed");
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });

  test("PN-11: a session is ended by its owner alone; somebody else's is like one that never was", async () => {
    const [person, other] = [await somebody(), await somebody()];
    const [here, there, stranger] = [await signedIn(person), await signedIn(person), await signedIn(other)];
    await signedIn(other);
    const { rows } = await cast.db.query<{ id: string }>("SELECT id FROM end_user_sessions WHERE end_user_id = $1 ORDER BY created_at", [
      person.id,
    ]);
    const strangers = await stranger.get("/account");
    const foreign = await stranger.submit(strangers, formOf(strangers, "End session"), { sessionId: rows[1]?.id ?? "" });
    const unknown = await stranger.submit(strangers, formOf(strangers, "End session"), { sessionId: v7() });
    expectSafe(foreign);
    expect(comparable(foreign)).toEqual(comparable(unknown));
    expect(await isIn(there)).toBe(true);
    const page = await here.get("/account");
    const ended = await here.submit(page, formOf(page, "End session"), { sessionId: rows[1]?.id ?? "" });
    expect(ended.header("location"), told(ended)).toBe("/account?said=session_ended");
    expect([await isIn(here), await isIn(there), await isIn(stranger)]).toEqual([true, false, true]);
  });

  test("signing out everywhere else keeps this browser, signing out everywhere does not", async () => {
    const person = await somebody();
    const browsers = await Promise.all([1, 2, 3].map(() => signedIn(person)));
    const [here, second] = browsers;
    if (!here || !second) throw new Error("nobody is signed in");
    let page = await here.get("/account");
    const others = await here.submit(page, formOf(page, "Sign out everywhere else"), {});
    expect(others.header("location"), told(others)).toBe("/account?said=sessions_ended");
    expect(await Promise.all(browsers.map(isIn))).toEqual([true, false, false]);
    const again = await signedIn(person);
    page = await here.get("/account");
    const everywhere = await here.submit(page, formOf(page, "Sign out everywhere"), {});
    expect(everywhere.header("location"), told(everywhere)).toBe("/");
    expect([await isIn(here), await isIn(again)]).toEqual([false, false]);
  });
});
