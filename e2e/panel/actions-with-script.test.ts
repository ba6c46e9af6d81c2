import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser, type Filled } from "../support/pages-browser";
import { type Cast, createCast, settingsHold, signInToPanel, signInToPortal, stateOf, tracesOf } from "../support/pages-cast";
import { expectNothingOf, expectSilent } from "../support/pages-checks";
import { formsOn, type ShownForm } from "../support/pages-forms";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const FORGED_SECONDS = "499";

// The same actions as in the other files, called the way React calls them: by their id in a header, with any state and any fields.
describe.each(doors())("actions called by script, %s", (_name, { url, door }) => {
  let owner: Browser;
  let generate: ShownForm;
  let register: ShownForm;
  let life: ShownForm;
  let rename: ShownForm;

  beforeAll(async () => {
    owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const operator = await signInToPanel(new Browser(url), cast.people.op);
    const user = await signInToPortal(new Browser(url), cast.people.u1);
    const found = async (browser: Browser, path: string, button: string) => {
      const form = (await formsOn(browser, [path])).find((one) => one.form.button.includes(button));
      if (!form) throw new Error(`No form “${button}” on ${path}.`);
      return form;
    };
    generate = await found(owner, "/panel/bearer-tokens", "Generate the token");
    register = await found(owner, "/panel/apps/new", "Register the draft");
    life = await found(operator, "/operator/settings", "Change the life");
    rename = await found(user, "/account", "Save the name");
  });

  const call = (browser: Browser, { page, form }: ShownForm, fields: Filled, headers = {}) =>
    browser.callAction(page, form, { ...fields, submission: v7() }, headers);
  const app = {
    name: "by script",
    tagline: "by script",
    description: "by script",
    categories: "work",
    serviceUrl: "https://script.example/",
    pricing: "free",
  };

  test("PN-10: what works by script works for the partner of the session alone, whatever the call says", async () => {
    const before = await stateOf(cast, cast.partners.B);
    const made = await call(owner, generate, {
      name: `script ${door}`,
      partnerId: cast.partners.B.id,
      role: "owner",
      createdBy: cast.people.bOwner.id,
    });
    expectSilent(made);
    expect(made.status, told(made)).toBe(200);
    expect(made.body).toMatch(/lk_live_[0-9A-Za-z]{30}/);
    const { rows } = await cast.db.query("SELECT partner_id FROM bearer_tokens WHERE name = $1", [`script ${door}`]);
    expect(rows).toEqual([{ partner_id: cast.partners.A.id }]);
    expect(await stateOf(cast, cast.partners.B)).toBe(before);
  });

  test("PN-01, PN-14, PN-17: a call by nobody, by an end user, by a viewer, or by an owner where an operator is asked for, does nothing", async () => {
    const before = await everything();
    const traces = await tracesOf(cast, cast.partners.B);
    const endUser = await signInToPortal(new Browser(url), cast.people.u1);
    const viewer = await signInToPanel(new Browser(url), cast.people.aViewer);
    const callers: [who: Browser, form: ShownForm, fields: Filled][] = [
      ...[new Browser(url), endUser, viewer].flatMap((who): [Browser, ShownForm, Filled][] => [
        [who, generate, { name: "not theirs" }],
        [who, register, app],
        [who, life, { seconds: FORGED_SECONDS }],
      ]),
      [owner, life, { seconds: FORGED_SECONDS }],
    ];
    for (const [who, form, fields] of callers) {
      const answer = await call(who, form, fields);
      expectSilent(answer);
      expect(answer.body).not.toMatch(/lk_live_[0-9A-Za-z]{30}/);
      expectNothingOf(answer, traces);
    }
    expectSilent(await call(owner, rename, { name: "not theirs" }));
    expect((await endUser.get("/account")).status).toBe(200);
    expect(await everything()).toEqual(before);
  });

  test("PN-07, PN-08, PN-09: a call from elsewhere does nothing", async () => {
    const before = await everything();
    const evil = "https://evil.example";
    for (const headers of [
      { origin: evil, "sec-fetch-site": "cross-site" },
      { origin: "null", "sec-fetch-site": null },
      { origin: null, "sec-fetch-site": null },
      { "sec-fetch-site": "same-site" },
      { origin: evil, "sec-fetch-site": null, "x-forwarded-host": "evil.example" },
    ]) {
      const answer = await call(owner.twin(), generate, { name: "from elsewhere" }, headers);
      expect(answer.body).not.toMatch(/lk_live_[0-9A-Za-z]{30}/);
      if (door === "front") expect(answer.status, told(answer)).toBe(403);
    }
    expect(await everything()).toEqual(before);
  });

  test("PN-42: arguments that no form of ours sends break nothing: no token, no change, no word of our insides", async () => {
    const before = await everything();
    const id = /"id":"([0-9a-f]+)"/.exec(generate.form.controls.map(({ value }) => value).join())?.[1] ?? "";
    const plain = { "next-action": id, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" };
    const bodies = [
      "[]",
      "[null,null]",
      "[{},{}]",
      '["$undefined","$undefined"]',
      '[null,"x"]',
      '[null,{"name":"x"}]',
      '[null,["name"]]',
      '[{"__proto__":{"ok":true}},null]',
      "{",
      "",
      '["$F1"]',
      '["$1:constructor:constructor"]',
      '["$B1"]',
      '["$Q1"]',
      "[1e999]",
    ];
    const answers: PageAnswer[] = [];
    for (const body of bodies) answers.push(await owner.post("/panel/bearer-tokens", body, plain));
    for (const answer of answers) {
      expectSilent(answer);
      expect(answer.body).not.toMatch(/lk_live_[0-9A-Za-z]{30}|"stack"|\n\s+at /);
    }
    expect(await everything()).toEqual(before);
    // What is well-formed and merely no form is a refusal, not an error of ours.
    expect(answers.slice(0, 7).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 200]);
    expect((await owner.get("/panel")).status).toBe(200);
  });

  async function everything(): Promise<unknown[]> {
    return [await settingsHold(cast, FORGED_SECONDS), await stateOf(cast, cast.partners.A), await stateOf(cast, cast.partners.B)];
  }
});
