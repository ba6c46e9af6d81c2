import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser, type Sent } from "../support/pages-browser";
import { type Cast, createCast, PASSWORD, settingsHold, signInToPanel, signInToPortal, stateOf } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { formsOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const FORGED_SECONDS = "331";
const EVIL = "https://evil.example";
const NEITHER = "that says nothing of where it comes from";
// What a browser says of a form that another site made it send, old browsers and odd ones among them.
const senders: [id: string, what: string, headers: Sent["headers"]][] = [
  ["PN-07", "of another site", { origin: EVIL, "sec-fetch-site": "cross-site" }],
  ["PN-07", "of another site, from a browser without Fetch Metadata", { origin: EVIL, "sec-fetch-site": null }],
  ["PN-08", "of a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
  ["PN-08", "of a sandboxed frame, from a browser without Fetch Metadata", { origin: "null", "sec-fetch-site": null }],
  ["PN-08", NEITHER, { origin: null, "sec-fetch-site": null, referer: null }],
  ["PN-08", "that Fetch Metadata calls cross-site", { origin: null, "sec-fetch-site": "cross-site" }],
  ["PN-08", "that Fetch Metadata calls same-site", { "sec-fetch-site": "same-site" }],
  [
    "PN-09",
    "of another site that a header calls our host",
    { origin: EVIL, "sec-fetch-site": null, "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  ],
  ["PN-09", "to another host", { origin: "http://evil.example", host: "evil.example", "sec-fetch-site": null }],
  [
    "PN-09",
    "to another host whose name leads here (DNS rebinding)",
    { origin: "http://evil.example", host: "evil.example", "sec-fetch-site": "same-origin" },
  ],
];

type Sending = { readonly answers: PageAnswer[]; readonly changed: string[]; readonly before: unknown[]; readonly after: unknown[] };
type Posting = {
  readonly what: string;
  readonly browser: () => Promise<Browser>;
  readonly send: (browser: Browser, headers: Sent["headers"]) => Promise<PageAnswer>;
};

describe.each(doors())("forms from elsewhere, %s", (_name, { url, door }) => {
  let owner: Browser;
  let operator: Browser;
  let user: Browser;
  let slug: string;
  beforeAll(async () => {
    owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    operator = await signInToPanel(new Browser(url), cast.people.op);
    user = await signInToPortal(new Browser(url), cast.people.u2);
    const { rows } = await cast.db.query<{ slug: string }>("SELECT slug FROM apps WHERE id = $1", [cast.apps.aPub.id]);
    slug = rows[0]?.slug ?? "";
  });

  const form =
    (path: string, button: string, fields: Record<string, string>): Posting["send"] =>
    async (browser, headers) =>
      browser.submit(await browser.get(path), button, fields, { headers });
  const postings: Posting[] = [
    {
      what: "generating a bearer token",
      browser: async () => Promise.resolve(owner.twin()),
      send: form("/panel/bearer-tokens", "Generate the token", { name: "forged" }),
    },
    {
      what: "registering an app",
      browser: async () => Promise.resolve(owner.twin()),
      send: form("/panel/apps/new", "Register the draft", { name: "forged", description: "forged", serviceUrl: "https://evil.example/" }),
    },
    {
      what: "an operator's setting",
      browser: async () => Promise.resolve(operator.twin()),
      send: form("/operator/settings", "Change the life", { seconds: FORGED_SECONDS }),
    },
    {
      what: "getting an app",
      browser: async () => Promise.resolve(user.twin()),
      send: async (browser, headers) => form(`/services/${slug}`, "Get it", {})(browser, headers),
    },
    { what: "signing an end user out", browser: async () => Promise.resolve(user.twin()), send: form("/purchases", "Sign out", {}) },
    {
      what: "signing an end user in",
      browser: async () => Promise.resolve(new Browser(url)),
      send: form("/sign-in", "Sign in", { email: "u@evil.example", password: PASSWORD }),
    },
    {
      what: "signing in to the panel",
      browser: async () => Promise.resolve(new Browser(url)),
      send: async (browser, headers) =>
        browser.submit(await browser.open("/panel/sign-in"), "Sign in", { email: cast.people.aDev.email, password: PASSWORD }, { headers }),
    },
    {
      what: "signing out of the panel",
      browser: async () => Promise.resolve(owner.twin()),
      send: async (browser, headers) => browser.submit(await browser.get("/panel/settings"), "Sign out", {}, { headers }),
    },
  ];
  // Behind both doors the pages are the same; the second one shows one of each kind.
  const chosen = door === "front" ? postings : postings.filter(({ what }) => /bearer token|end user in|in to the panel/.test(what));

  // NextAuth's endpoints have a CSRF token besides (PN-32), so a script that is no browser may use them without either header.
  const postedBy = (what: string) => chosen.filter((one) => what !== NEITHER || !/of the panel$|to the panel$/.test(one.what));

  // Each sender posts everything once; one test looks at what it did, another at what it was answered.
  const sent = new Map<string, Promise<Sending>>();
  const sending = (what: string, headers: Sent["headers"]): Promise<Sending> => {
    const once = sent.get(what) ?? postAll(postedBy(what), headers);
    sent.set(what, once);
    return once;
  };

  async function postAll(postings: readonly Posting[], headers: Sent["headers"]): Promise<Sending> {
    const before = await state();
    const answers: PageAnswer[] = [];
    const changed: string[] = [];
    for (const { what, browser: open, send } of postings) {
      const browser = await open();
      const kept = new Map(browser.cookies);
      const answer = await send(browser, headers);
      answers.push(answer);
      const lost = [...kept].some(([name, value]) => browser.cookies.get(name) !== value);
      if (lost || /eyJ|eu_session=\w/.test(answer.setCookies.join())) changed.push(`${what}: ${told(answer)}`);
    }
    return { answers, changed, before, after: await state() };
  }

  test.each(senders)("%s: a form %s changes nothing, and signs nobody in or out", async (_id, what, headers) => {
    const { changed, before, after } = await sending(what, headers);
    expect(changed).toEqual([]);
    expect(after).toEqual(before);
    expect((await owner.get("/panel")).status, "still signed in").toBe(200);
    expect((await user.get("/account")).status, "still signed in").toBe(200);
  });

  // The front door refuses before Next is asked; Next's own server has answers of its own, and does nothing either.
  test.skipIf(door === "next").each(senders)("%s: a form %s is answered by 403", async (_id, what, headers) => {
    const { answers } = await sending(what, headers);
    const statuses = answers.map(({ method, path, status }) => `${method} ${path} ${status}`);
    expect(statuses).toEqual(answers.map(({ method, path }) => `${method} ${path} 403`));
    for (const answer of answers) expectSafe(answer);
  });

  test.each(senders)("%s: Open %s is answered by 403 and mints no token", async (_id, _what, headers) => {
    const buyer = await signInToPortal(new Browser(url), cast.people.u1);
    const before = await state();
    const answer = await buyer.post(`/services/${slug}/open`, "", headers);
    expectSafe(answer);
    expect(answer.status, told(answer)).toBe(403);
    expect(await state()).toEqual(before);
  });

  test("PN-07: the same forms from our own pages do their work", async () => {
    const answer = await form("/panel/bearer-tokens", "Generate the token", { name: "our own" })(owner.twin(), {});
    expect(formsOf(answer.body).map(({ sentence }) => sentence)).toContainEqual(expect.stringMatching(/generated/));
    const withoutMetadata = await form("/panel/bearer-tokens", "Generate the token", { name: "our own, older browser" })(owner.twin(), {
      "sec-fetch-site": null,
    });
    expect(
      formsOf(withoutMetadata.body).map(({ sentence }) => sentence),
      "Origin alone is enough",
    ).toContainEqual(expect.stringMatching(/generated/));
  });

  async function state(): Promise<unknown[]> {
    const users = await cast.db.query(
      "SELECT (SELECT count(*) FROM purchases WHERE end_user_id = $1), (SELECT count(*) FROM end_user_sessions WHERE end_user_id = $1 AND revoked_at IS NULL), (SELECT count(*) FROM end_users WHERE email LIKE '%@evil.example')",
      [cast.people.u2.id],
    );
    return [await settingsHold(cast, FORGED_SECONDS), users.rows, await stateOf(cast, cast.partners.A)];
  }
});
