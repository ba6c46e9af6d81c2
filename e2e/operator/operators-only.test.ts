import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, settingsHold, signInToPanel, stateOf, tracesOf } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { formsOn, type ShownForm } from "../support/pages-forms";
import { controlNamed } from "../support/pages-html";
import { told } from "../support/pages-http";
import { pagesOf, pathOf, type Route } from "../support/pages-routes";
import { doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const FORGED_SECONDS = "577";
const FORGED_MONTHS = "157";
const pages = pagesOf("operator").map((route): [pattern: string, route: Route] => [route.pattern, route]);

describe.each(doors())("PN-17, %s", (_name, { url, door }) => {
  let owner: Browser;
  let operator: Browser;
  beforeAll(async () => {
    owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    operator = await signInToPanel(new Browser(url), cast.people.op);
  });

  test.each(pages)("PN-17: %s does not exist for an owner: its answer is that of a page that never was", async (_pattern, route) => {
    const traces = await tracesOf(cast, cast.partners.B);
    const path = pathOf(route, { partnerId: cast.partners.B.id, ...cast.b.payoff, ...cast.terms });
    const never = await owner.get("/operator/no-such-page");
    for (const address of [
      path,
      pathOf(route, { partnerId: cast.partners.A.id, ...cast.a.payoff, ...cast.terms }),
      `${path}?user=${cast.people.u1.id}&app=${cast.b.draft.slug}`,
    ]) {
      const answer = await owner.get(address);
      expectSafe(answer);
      expect(answer.status, told(answer)).toBe(404);
      expect(never.status).toBe(404);
      expectNothingOf(answer, [...traces, cast.people.u1.email]);
      const data = await owner.get(`${address}${address.includes("?") ? "&" : "?"}_rsc=x`, { rsc: "1" });
      expectSafe(data);
      expectNothingOf(data, [...traces, cast.people.u1.email]);
    }
  });

  test("PN-17: no form of the operator's does anything for an owner, for their own partner neither", async () => {
    const forms = await formsForOperators();
    expect(forms.map(({ name }) => name).length).toBeGreaterThanOrEqual(6);
    const before = await everything();
    for (const { page, form, name } of forms) {
      for (const partner of [cast.partners.A, cast.partners.B]) {
        const answer = await owner.submit(page, form, {
          seconds: FORGED_SECONDS,
          audience: FORGED_SECONDS,
          months: FORGED_MONTHS,
          reason: "no",
          note: "no",
          ...(name.includes("partner") ? { partnerId: partner.id } : {}),
        });
        expectSafe(answer);
      }
    }
    expect(await everything()).toEqual(before);
  });

  test("PN-17: an operator without a partner has no panel, and their forms of it do nothing", async () => {
    const forms = await formsOn(owner, ["/panel/apps/new", "/panel/bearer-tokens", "/panel/settings"]);
    const before = await everything();
    for (const { page, form } of forms) {
      expectSafe(
        await operator.submit(page, form, {
          name: "by an operator",
          tagline: "x",
          description: "x",
          categories: "work",
          serviceUrl: "https://x.example/",
          timeZone: "Asia/Tokyo",
        }),
      );
    }
    expect(await everything()).toEqual(before);
    for (const path of ["/panel", "/panel/apps", `/panel/apps/${cast.apps.aDraft.id}`]) {
      const answer = await operator.get(path);
      expectSafe(answer);
      expect([303, 307, 404], told(answer)).toContain(answer.status);
    }
  });

  test("PN-11: for an operator too, what never was is not found, in any spelling", async () => {
    const unknown = comparable(await operator.get(`/operator/partners/${v7()}`));
    for (const id of [
      "x",
      "%00",
      "undefined",
      "null",
      "0",
      "..%2f",
      cast.apps.aPub.id,
      cast.people.u1.id,
      cast.partners.B.id.slice(0, -1),
      `${cast.partners.B.id}x`,
    ]) {
      const answer = await operator.get(`/operator/partners/${id}`);
      expectSafe(answer);
      // The front door has an answer of its own for what leads upwards.
      if (id !== "..%2f") expect(comparable(answer), told(answer)).toEqual(unknown);
      expect(answer.status).toBe(404);
    }
  });

  test("PN-17: somebody who is an operator no more is out with the next request", async () => {
    const former = await cast.newOperator();
    const browser = await signInToPanel(new Browser(url), former);
    const [form] = await formsOn(browser, ["/operator/settings"]);
    if (!form) throw new Error("no form");
    await cast.db.query("UPDATE panel_accounts SET operator = false WHERE id = $1", [former.id]);
    const before = await everything();
    expect((await browser.get("/operator")).status).toBe(404);
    expectSafe(await browser.submit(form.page, form.form, { seconds: FORGED_SECONDS }));
    expect(await everything()).toEqual(before);
  });

  test.skipIf(door === "next")("PN-17: the same forms do their work for an operator, or the rows above would prove nothing", async () => {
    const forms = await formsForOperators();
    const suspend = forms.find(({ name }) => name.includes("Suspend the partner"));
    if (!suspend) throw new Error("no form");
    const before = await stateOf(cast, cast.partners.B);
    expectSafe(await operator.submit(suspend.page, suspend.form));
    expect(await stateOf(cast, cast.partners.B)).not.toBe(before);
    await cast.db.query("UPDATE partners SET suspended_at = NULL WHERE id = $1", [cast.partners.B.id]);
    const [life] = await formsOn(operator, ["/operator/settings"]);
    if (!life) throw new Error("no form");
    // The value that holds anyway: other files rely on it.
    const { value } = controlNamed(life.form, "seconds");
    expectSafe(await operator.submit(life.page, life.form, { seconds: value }));
    expect(await settingsHold(cast, value)).toBe(true);
  });

  async function formsForOperators(): Promise<ShownForm[]> {
    await cast.db.query("UPDATE partners SET partnership = 'requested', partnership_requested_at = now() WHERE id = $1", [
      cast.partners.B.id,
    ]);
    const paths = pagesOf("operator").map((route) => pathOf(route, { partnerId: cast.partners.B.id, ...cast.b.payoff, ...cast.terms }));
    return formsOn(operator, [...paths, `/operator/apps?app=${cast.b.draft.id}`, `/operator/users?user=${cast.people.u2.id}`]);
  }

  async function everything(): Promise<unknown[]> {
    const users = await cast.db.query("SELECT suspended_at FROM end_users WHERE id = $1", [cast.people.u2.id]);
    return [
      await settingsHold(cast, FORGED_SECONDS),
      await settingsHold(cast, FORGED_MONTHS),
      users.rows,
      await stateOf(cast, cast.partners.A),
      await stateOf(cast, cast.partners.B),
    ];
  }
});
