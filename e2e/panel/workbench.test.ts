import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser as TokenBrowser, expectIn, forgive, type Issuer, newIssuer, token } from "../support/external-token";
import { Browser, type Filled } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel, stateOf } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { controlNamed, formWith, textOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { tooLarge } from "../support/pages-nasty";
import { frontDoor } from "../support/test-servers";

const { url } = frontDoor();
let cast: Cast;
let owner: Browser;
let own: Issuer;
let theirs: Issuer;

beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  await forgive(cast);
  [own, theirs] = [await newIssuer(cast, cast.partners.A), await newIssuer(cast, cast.partners.B)];
  owner = await signInToPanel(new Browser(url), cast.people.aOwner);
});
afterAll(() => cast.close());

const benchOf = ({ id }: { id: string }) => `/panel/issuers/${id}/workbench`;
const send = async (button: string, fields: Filled, who = owner): Promise<PageAnswer> =>
  who.submit(await who.get(benchOf(own)), button, fields);
const examine = (pasted: string, more: Filled = {}, who = owner) => send("Examine it", { pasted, ...more }, who);

describe("the workbench without scripts", () => {
  test("examines a pasted link: a summary, every check, what was pasted; and the token still signs in", async () => {
    const text = token(own, { sub: "usuario" });
    const pasted = `${url}/auth/token?external-auth-token=${text}`;
    const answer = await examine(pasted);
    expectSafe(answer);
    expect(answer.status, told(answer)).toBe(200);
    const page = textOf(answer.body);
    for (const said of [
      "This token would sign in a new user",
      "https://alpha.example/reader/x",
      "“sub” is “usuario”",
      "the link, cookie or header",
    ])
      expect(page.toLowerCase()).toContain(said.toLowerCase());
    expect(controlNamed(formWith(answer.body, "Examine it"), "pasted").value).toBe(pasted);
    expect(`${answer.path}${answer.rawHeaders.join("\n")}`).not.toContain("eyJ");
    await expectIn(cast, await new TokenBrowser(url).arrive(text), own);
    expect(textOf((await examine(text)).body)).toContain("has signed somebody in already");
    // Nothing of it was stored with the form.
    expect(controlNamed(formWith((await owner.get(benchOf(own))).body, "Examine it"), "pasted").value).toBe("");
  });

  test("makes a test token whose sign-in is a test, and makes none by being looked at", async () => {
    const before = await stateOf(cast, cast.partners.A);
    for (const purpose of [null, "prefetch"]) await owner.get(benchOf(own), { "sec-purpose": purpose });
    expect(await stateOf(cast, cast.partners.A)).toBe(before);
    const answer = await send("Make a test token", { mistake: "" });
    const [, text = ""] = /external-auth-token=([\w.-]+)/.exec(answer.body) ?? [];
    const arrived = await new TokenBrowser(url).arrive(text);
    await expectIn(cast, arrived, own, "/");
    const { rows } = await cast.db.query("SELECT test FROM login_events WHERE request_id = $1", [arrived.requestId]);
    expect(rows).toEqual([{ test: true }]);
  });

  test("a double click makes one", async () => {
    const page = await owner.get(benchOf(own));
    const made = async () => {
      const { rows } = await cast.db.query("SELECT FROM audit_events WHERE subject_id = $1", [own.id]);
      return rows.length;
    };
    const before = await made();
    await Promise.all([1, 2, 3].map(() => owner.submit(page, "Make a test token", { mistake: "aud_wrong" })));
    expect(await made()).toBe(before + 1);
  });
});

describe("PN-11: whose issuer it is", () => {
  const attempts: [string, (id: string) => Promise<PageAnswer>][] = [
    ["reads the workbench of", (id) => owner.get(benchOf({ id }))],
    ["examines a token at", (id) => examine("a.b.c", { issuerId: id })],
    ["makes a test token at", (id) => send("Make a test token", { mistake: "", issuerId: id })],
  ];
  test.each(attempts)(
    "PN-11: whoever %s another partner's issuer is told what a random id is told, and nothing changes",
    async (_name, attempt) => {
      const partners = [cast.partners.A, cast.partners.B];
      const state = async () => Promise.all(partners.map((partner) => stateOf(cast, partner)));
      const before = await state();
      const unknown = await attempt(v7());
      const answer = await attempt(theirs.id);
      expectSafe(answer);
      expect(comparable(answer), told(answer)).toEqual(comparable(unknown));
      expectNothingOf(answer, [theirs.iss, theirs.key]);
      expect(await state()).toEqual(before);
    },
  );

  test("PN-11: a test user of another partner's is none", async () => {
    const before = await stateOf(cast, cast.partners.B);
    for (const testUser of [cast.b.testUser.id, cast.users.u1.id]) {
      const answer = await send("Make a test token", { mistake: "", testUser });
      expect(answer.body).not.toContain("external-auth-token=");
      expect(textOf(answer.body)).toContain("There is no such test user of yours.");
    }
    expect(await stateOf(cast, cast.partners.B)).toBe(before);
  });
});

describe("who may", () => {
  test("PN-14: a viewer neither examines nor makes", async () => {
    const viewer = await signInToPanel(new Browser(url), cast.people.aViewer);
    const before = await stateOf(cast, cast.partners.A);
    const answers = [await examine(token(own), {}, viewer), await send("Make a test token", { mistake: "" }, viewer)];
    for (const answer of answers) expect(answer.body).not.toMatch(/This token would|external-auth-token=/);
    expect(await stateOf(cast, cast.partners.A)).toBe(before);
  });

  test("a suspended partner still learns why its tokens are refused, but makes none", async () => {
    const set = (sql: string) => cast.db.query(`UPDATE partners SET suspended_at = ${sql} WHERE id = $1`, [cast.partners.A.id]);
    await set("now()");
    try {
      expect(textOf((await examine(token(own))).body)).toContain("Your organisation is suspended, so none of its logins are accepted.");
      expect((await send("Make a test token", { mistake: "" })).body).not.toContain("external-auth-token=");
    } finally {
      await set("NULL");
    }
  });
});

test.each(tooLarge)("PN-42: %s are refused, not an error of ours", async (_what, text) => {
  const answer = await examine(text);
  expectSafe(answer);
  expect([200, 413], told(answer)).toContain(answer.status);
});
