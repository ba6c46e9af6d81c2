import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPortal } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { formsOn } from "../support/pages-forms";
import { told } from "../support/pages-http";
import { type Field, isLive, nasties, typeInto } from "../support/pages-nasty";
import { frontDoor } from "../support/test-servers";

const { url } = frontDoor();
let cast: Cast;
let slug: string;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  slug = (await cast.newApp(cast.partners.A, "published")).slug;
});
afterAll(() => cast.close());

const newcomer = () => ({ name: "Ada", email: `ada-${v7()}@people.example`, password: "correct horse" });
const fields: [string, Field][] = [
  ["name of an end user", { path: "/sign-up", button: "Sign up", name: "name", others: newcomer, shownOn: "/account" }],
  ["email of an end user", { path: "/sign-up", button: "Sign up", name: "email", others: newcomer }],
  ["next of signing up", { path: "/sign-up", button: "Sign up", name: "next", others: newcomer, hidden: true }],
  [
    "email of signing in",
    { path: "/sign-in", button: "Sign in", name: "email", others: () => ({ password: "wrong" }), errorAt: "password" },
  ],
];

describe("PN-42: what is typed into a field of the portal is refused at the field, or taken and shown as it was typed", () => {
  test.each(fields)("PN-42: %s", async (_name, field) => {
    expect(await typeInto(new Browser(url), field)).toEqual([]);
  });

  test("PN-42: slug of the app to get", async () => {
    const user = await signInToPortal(new Browser(url), cast.people.u2);
    expect(await typeInto(user, { path: `/services/${slug}`, button: "Get it", name: "slug", others: () => ({}), hidden: true })).toEqual(
      [],
    );
    const { rows } = await cast.db.query("SELECT 1 FROM purchases WHERE end_user_id = $1", [cast.people.u2.id]);
    expect(rows).toEqual([]);
  });

  test("PN-42: a password is taken as it is, refused at its field, and never sent back", async () => {
    for (const [path, button] of [
      ["/sign-up", "Sign up"],
      ["/sign-in", "Sign in"],
    ] as const) {
      for (const { what, value } of nasties) {
        const visitor = new Browser(url);
        const answer = await visitor.submit(await visitor.get(path), button, { email: "no address", password: value });
        expectSafe(answer);
        expect(answer.status, `${what}: ${told(answer)}`).toBe(200);
        if (typeof value === "string") expect(answer.body.includes(value), "the password").toBe(false);
      }
    }
  });

  test("PN-42: every text field of the pages is among those above", async () => {
    const forms = await formsOn(new Browser(url), ["/sign-in", "/sign-up"]);
    const there = forms.flatMap(({ form }) =>
      form.controls
        .filter(({ type }) => ["text", "email", "textarea", "select"].includes(type))
        .map(({ name }) => `${form.button}: ${name}`),
    );
    expect(there.length).toBeGreaterThan(2);
    expect(there.filter((one) => !fields.map(([, { button, name }]) => `${button}: ${name}`).includes(one))).toEqual([]);
  });

  test.each([
    "/services/",
    "/services?q=",
    "/services?category=",
    "/services?after=",
    "/services/SLUG?refused=",
    "/services/SLUG?said=",
    "/sign-in?next=",
    "/sign-up?next=",
  ])("PN-42: the address %s…", async (path) => {
    for (const { what, value } of nasties.filter(({ value }) => value.length < 10_000)) {
      const spelled = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
      const answer = await new Browser(url).get(`${path.replace("SLUG", slug)}${spelled}`);
      expectSafe(answer);
      expect(answer.status === 200 || answer.status === 404 || answer.status === 400, `${what}: ${told(answer)}`).toBe(true);
      expect(isLive(answer.body), `${what}: ${told(answer)}`).toBe(false);
    }
  });
});
