import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, settingsHold, signInToPanel, signInToPortal, stateOf, tracesOf, parametersOf } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe, expectSignIn } from "../support/pages-checks";
import { formsOn } from "../support/pages-forms";
import { type PageAnswer, told } from "../support/pages-http";
import { isOpen, pagesOf, pathOf, type Route, routesOf } from "../support/pages-routes";
import { doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const closedPanelPages = pagesOf("panel", "operator").filter((route) => !isOpen(route));

describe.each(doors())("%s", (_name, { url, door }) => {
  let owner: Browser;
  let operator: Browser;
  let endUser: Browser;
  let strangers: (readonly [what: string, headers: Readonly<Record<string, string>>])[];
  let traces: string[];
  const parameters = () => ({ ...parametersOf(cast, cast.b.draft.id), nextauth: "csrf" });

  beforeAll(async () => {
    owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    operator = await signInToPanel(new Browser(url), cast.people.op);
    endUser = await signInToPortal(new Browser(url), cast.people.u1);
    traces = await tracesOf(cast, cast.partners.A);
    const [panelCookie, jwe] = cookieLike(owner, /^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    const [userCookie, token] = cookieLike(endUser, /^[0-9A-Za-z]{40,}$/);
    expect(panelCookie, "each realm has a cookie of its own").not.toBe(userCookie);
    strangers = [
      ["nobody", {}],
      ["an end user", { cookie: `${userCookie}=${token}` }],
      ["an end user's value in the panel's cookie", { cookie: `${panelCookie}=${token}` }],
      ["a panel session in the end users' cookie", { cookie: `${userCookie}=${jwe}` }],
      [
        "a panel session in the cookie that next-auth has by default",
        { cookie: `next-auth.session-token=${jwe}; __Secure-next-auth.session-token=${jwe}` },
      ],
      ["a panel session as a bearer", { authorization: `Bearer ${jwe}` }],
      ["a bearer token of the partner", { authorization: `Bearer ${cast.bearers.TA.token}` }],
      ["a panel session with another end", { cookie: `${panelCookie}=${jwe.slice(0, -4)}AAAA` }],
    ];
    // The rooms are the same behind both doors: what the first one has shown in full, the second one shows in short.
    if (door === "next") strangers = strangers.slice(0, 4);
  });

  test("PN-01: the pages are those of the file tree", () => {
    expect(closedPanelPages.map(({ pattern }) => pattern)).toEqual(
      expect.arrayContaining(["/panel", "/panel/apps/[appId]/edit", "/operator/partners/[partnerId]"]),
    );
  });

  test.each(named(closedPanelPages))(
    "PN-01, PN-02: %s is shut to everybody but a panel session in the panel's own cookie",
    async (_p, route) => {
      const path = pathOf(route, parameters());
      for (const [who, headers] of strangers) {
        const answer = await new Browser(url).get(path, headers);
        expectSignIn(answer, "panel");
        expect(answer.setCookies.join(), who).not.toContain("eyJ");
        expectNothingOf(answer, traces);
      }
      // The other way round the pages are there, or the rows above would prove nothing.
      const session = route.realm === "operator" ? operator : owner;
      expect((await session.get(path)).status, path).toBe(200);
    },
  );

  test("PN-01, PN-02: every page and handler of the tree is in one of the realms that are tested here", () => {
    const grounds = [
      "",
      "account",
      "icons",
      "confirm-email",
      "dev",
      "forgot-password",
      "guides",
      "operator",
      "panel",
      "purchases",
      "reset-password",
    ];
    const known = new Set([
      ...grounds,
      "services",
      "sign-in",
      "sign-out",
      "sign-up",
      "signed-out",
      "terms",
      "theme",
      "api/auth",
      "api/health",
    ]);
    const groundOf = (pattern: string) => /^\/((?:api\/)?[^/]*)/.exec(pattern)?.[1] ?? "";
    expect(routesOf().filter(({ pattern }) => !known.has(groundOf(pattern)))).toEqual([]);
  });

  test.each(named(pagesOf("portal")))(
    "PN-02: on %s somebody of the panel is a visitor, whatever name the cookie has",
    async (_pattern, route) => {
      const path = pathOf(route, { slug: await slugOf(cast.apps.aPub.id), ...cast.terms });
      const visitor = withoutCatalogue(await new Browser(url).get(path));
      for (const [who, headers] of strangers.filter(([who]) => who !== "an end user")) {
        const answer = await new Browser(url).get(path, headers);
        expectSafe(answer);
        expect(withoutCatalogue(answer), `${who}: ${told(answer)}`).toEqual(visitor);
      }
      for (const [who, session] of [
        ["an owner", owner],
        ["an operator", operator],
      ] as const) {
        expect(withoutCatalogue(await session.twin().get(path)), who).toEqual(visitor);
      }
    },
  );

  test("PN-01: no form of the panel or the operator's area does anything for an end user", async () => {
    const newcomer = await newcomerOf();
    const before = await everything();
    const ofPanel = await formsOn(
      owner,
      closedPanelPages.filter(({ realm }) => realm === "panel").map((route) => pathOf(route, parameters())),
    );
    const ofOperator = await formsOn(
      operator,
      closedPanelPages.filter(({ realm }) => realm === "operator").map((route) => pathOf(route, parameters())),
    );
    const ofNewcomer = await formsOn(newcomer, ["/panel/partnership"]);
    expect(ofPanel.length + ofOperator.length + ofNewcomer.length).toBeGreaterThanOrEqual(10);
    for (const { page, form, name } of [...ofPanel, ...ofOperator, ...ofNewcomer]) {
      for (const [who, headers] of strangers.slice(0, 4)) {
        const answer = await new Browser(url).submit(page, form, textsFor(form.controls), { headers });
        expectSignIn(answer, "panel");
        expect(answer.setCookies.join(), `${name}, ${who}`).not.toContain("eyJ");
      }
    }
    expect(await everything()).toEqual(before);
    expect(await settingsHold(cast, FORGED_SECONDS)).toBe(false);
  });

  test("PN-02: no form of the end users does anything for somebody of the panel", async () => {
    const slug = await slugOf(cast.apps.aPub.id);
    const user = await signInToPortal(new Browser(url), cast.people.u2);
    const forms = await formsOn(user, ["/account", `/services/${slug}`]);
    expect(forms.length).toBeGreaterThanOrEqual(2);
    for (const { page, form } of forms) {
      for (const session of [owner, operator]) expectSignIn(await session.twin().submit(page, form), "portal");
    }
    const opened = await owner.twin().post(`/services/${slug}/open`, "");
    expectSignIn(opened, "portal");
    expect((await user.get("/account")).status, "still signed in").toBe(200);
    const { rows } = await cast.db.query("SELECT 1 FROM purchases WHERE end_user_id = $1", [cast.people.u2.id]);
    expect(rows).toEqual([]);
  });

  async function newcomerOf(): Promise<Browser> {
    const { rows } = await cast.db.query<{ id: string }>(
      "INSERT INTO partners (id, name, slug) SELECT gen_random_uuid(), 'newcomer', 'newcomer-' || gen_random_uuid() RETURNING id",
    );
    const [partner] = rows;
    if (!partner) throw new Error("no partner was made");
    return signInToPanel(new Browser(url), await cast.newMember(partner, "owner"));
  }

  async function everything(): Promise<string[]> {
    return [await stateOf(cast, cast.partners.A), await stateOf(cast, cast.partners.B)];
  }
});

// Other files publish apps while this one runs: what the catalogue lists, and how many, is not compared.
function withoutCatalogue(answer: PageAnswer): object {
  const body = answer.body.replace(/<ul\b.*?<\/ul>/gs, "").replace(/<a\b[^>]*href="\/services[^"]*"[^>]*>(?:All |More apps).*?<\/a>/gs, "");
  return comparable({ ...answer, body });
}

function named(routes: readonly Route[]): [pattern: string, route: Route][] {
  return routes.map((route) => [route.pattern, route]);
}

async function slugOf(appId: string): Promise<string> {
  const { rows } = await cast.db.query<{ slug: string }>("SELECT slug FROM apps WHERE id = $1", [appId]);
  return rows[0]?.slug ?? "";
}

function cookieLike(browser: Browser, value: RegExp): [name: string, value: string] {
  const found = [...browser.cookies].find(([, text]) => value.test(text));
  if (!found) throw new Error(`no cookie looks like ${value.source}: ${[...browser.cookies.keys()].join(", ")}`);
  return found;
}

const FORGED_SECONDS = "431";
const forgedTexts: Readonly<Record<string, string>> = { serviceUrl: "https://other.example/login", seconds: FORGED_SECONDS };

function textsFor(controls: readonly { name: string; type: string }[]): Record<string, string> {
  const typed = controls.filter(({ type }) => type === "text" || type === "textarea");
  return Object.fromEntries(typed.map(({ name }) => [name, forgedTexts[name] ?? "somebody else's text"]));
}
