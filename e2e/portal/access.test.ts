import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPortal } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { formsOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

describe.each(doors())("getting and opening apps, %s", (_name, { url }) => {
  let user: Browser;
  let userId: string;
  beforeAll(async () => {
    const person = await cast.newUser();
    userId = person.id;
    await cast.db.query("UPDATE end_users SET password_hash = (SELECT password_hash FROM end_users WHERE id = $1) WHERE id = $2", [
      cast.people.u1.id,
      userId,
    ]);
    user = await signInToPortal(new Browser(url), person);
  });
  const purchases = async () =>
    (await cast.db.query<{ app_id: string }>("SELECT app_id FROM purchases WHERE end_user_id = $1", [userId])).rows;
  const tokens = async () => (await cast.db.query("SELECT id FROM login_tokens WHERE end_user_id = $1", [userId])).rows.length;
  const getAccess = async (slug: string, fields = {}): Promise<PageAnswer> => {
    const page = await user.get(`/services/${slug}`);
    const form = formsOf(page.body).find(({ button }) => button.includes("Get it"));
    if (!form) throw new Error(`Not to be got: ${told(page)}`);
    return user.submit(page, form, fields);
  };

  test("a double click on getting an app gives it once, and so does a reload", async () => {
    const app = await cast.newApp(cast.partners.A, "published");
    const page = await user.get(`/services/${app.slug}`);
    const answers = await Promise.all([1, 2, 3].map(() => user.twin().submit(page, "Get it", {})));
    answers.push(await user.submit(page, "Get it", {}));
    for (const answer of answers) expectSafe(answer);
    expect((await purchases()).filter(({ app_id }) => app_id === app.id)).toHaveLength(1);
  });

  test("PN-11: what is not in the catalogue, or costs something, is not got by writing its name into the form", async () => {
    const free = await cast.newApp(cast.partners.A, "published");
    const paid = await cast.newApp(cast.partners.A, "published");
    await cast.db.query("UPDATE app_revisions SET price_minor = 499, currency = 'EUR' WHERE app_id = $1", [paid.id]);
    const suspended = await cast.newApp(cast.partners.A, "published");
    await cast.db.query("UPDATE apps SET suspended_at = now() WHERE id = $1", [suspended.id]);
    const before = await purchases();
    const unknown = await getAccess(free.slug, { slug: `own-${v7()}` });
    for (const slug of [cast.b.draft.slug, cast.b.inReview.slug, suspended.slug]) {
      const answer = await getAccess(free.slug, { slug });
      expectSafe(answer);
      expect(comparable(answer), told(answer)).toEqual(comparable(unknown));
    }
    expectSafe(await getAccess(free.slug, { slug: paid.slug }));
    expectSafe(await getAccess(free.slug, { slug: [free.slug, paid.slug] }));
    expectSafe(await getAccess(free.slug, { slug: paid.slug, endUserId: cast.people.u1.id, price: "0", appId: paid.id }));
    expect(await purchases()).toEqual(before);
  });

  test("PN-11: a draft, or what is in review, has no page for end users: it looks like an app that never was", async () => {
    const unknown = await user.get(`/services/own-${v7()}`);
    expect(unknown.status).toBe(404);
    for (const app of [cast.b.draft, cast.b.inReview]) {
      const answer = await user.get(`/services/${app.slug}`);
      expect(comparable(answer), told(answer)).toEqual(comparable(unknown));
      expectNothingOf(answer, [app.id, "an app of its own"]);
      const opened = await user.post(`/services/${app.slug}/open`, "");
      expectSafe(opened);
      expect(opened.header("location") ?? "", told(opened)).not.toContain("app.example");
    }
    expect(await tokens()).toBe(0);
  });

  test("PN-10: whoever gets an app gets it for themselves, whatever the form says", async () => {
    const app = await cast.newApp(cast.partners.A, "published");
    const answer = await getAccess(app.slug, {
      endUserId: cast.people.u2.id,
      userId: cast.people.u2.id,
      appId: cast.apps.bPub.id,
      partnerId: cast.partners.B.id,
      priceMinor: "0",
      endsAt: "2099-01-01",
    });
    expectSafe(answer);
    const { rows } = await cast.db.query("SELECT end_user_id, partner_id, ends_at FROM purchases WHERE app_id = $1", [app.id]);
    expect(rows).toEqual([{ end_user_id: userId, partner_id: cast.partners.A.id, ends_at: null }]);
  });

  test("no link, prefetch or look opens an app: only the button's POST makes a token", async () => {
    const app = await cast.newApp(cast.partners.A, "published");
    await getAccess(app.slug);
    const looks: Record<string, string>[] = [
      {},
      { "sec-purpose": "prefetch" },
      { purpose: "prefetch" },
      { "next-router-prefetch": "1" },
      { rsc: "1" },
    ];
    for (const headers of looks) {
      const answer = await user.get(`/services/${app.slug}/open`, headers);
      expectSafe(answer);
      expect(answer.body + (answer.header("location") ?? "")).not.toContain("services=");
    }
    expect(await tokens()).toBe(0);
    const opened = await user.post(`/services/${app.slug}/open`, "");
    expectSafe(opened);
    expect(opened.status, told(opened)).toBe(303);
    expect(opened.header("location")).toMatch(/^https:\/\/app\.example\/login\?services=[0-9A-Za-z]{40,}$/);
    expect(opened.header("referrer-policy")).toBe("no-referrer");
    expect(opened.body, "the token stands in one place").toBe("");
    expect(await tokens()).toBe(1);
  });
});
