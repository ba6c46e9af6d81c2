import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, type NewApp, type Person, signInToPanel, signInToPortal } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe, expectSignIn } from "../support/pages-checks";
import { type Form, formsOf, textOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { doors } from "../support/test-servers";

let cast: Cast;
/** The first form with this button: a list has one for each purchase, and the hidden field says which. */
function formOf(page: PageAnswer, button: string): Form {
  const form = formsOf(page.body).find((one) => one.button.trim() === button);
  if (!form) throw new Error(`no form has a button “${button}”: ${told(page)}`);
  return form;
}

beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

describe.each(doors())("buying, %s", (_name, { url }) => {
  let person: Person;
  let user: Browser;
  let stranger: Browser;
  let operator: Browser;
  beforeAll(async () => {
    const [buyer, other] = [await cast.newUser(), await cast.newUser()];
    await cast.db.query("UPDATE end_users SET password_hash = (SELECT password_hash FROM end_users WHERE id = $1) WHERE id = ANY($2)", [
      cast.people.u1.id,
      [buyer.id, other.id],
    ]);
    person = buyer;
    user = await signInToPortal(new Browser(url), buyer);
    stranger = await signInToPortal(new Browser(url), other);
    operator = await signInToPanel(new Browser(url), cast.people.op);
  });

  const offered = async (period = "month"): Promise<NewApp> => {
    const app = await cast.newApp(cast.partners.A, "published");
    await cast.db.query("UPDATE app_revisions SET price_minor = 499, currency = 'EUR', period = $2::price_period WHERE app_id = $1", [
      app.id,
      period,
    ]);
    return app;
  };
  const purchasesOf = async (app: NewApp) =>
    (
      await cast.db.query<{ id: string; state: string; price_minor: number }>(
        "SELECT id, state, price_minor FROM purchases WHERE app_id = $1",
        [app.id],
      )
    ).rows;
  const buy = async (app: NewApp, fields = {}) => user.submit(await user.get(`/services/${app.slug}`), "Buy for €4.99", fields);
  const bought = async () => {
    const app = await offered();
    expectSafe(await buy(app));
    const [purchase] = await purchasesOf(app);
    return { app, id: purchase?.id ?? "" };
  };

  test("a purchase waits for its payment: the app's page, the home and the history say so, and Open is not there and not obeyed", async () => {
    const { app } = await bought();
    expect(await purchasesOf(app)).toMatchObject([{ state: "pending", price_minor: 499 }]);
    const page = await user.get(`/services/${app.slug}`);
    expect(textOf(page.body)).toMatch(/Waiting for your payment.*name the reference [0-9A-F]{4}-[0-9A-F]{4}/s);
    expect(page.body).not.toContain(`/services/${app.slug}/open`);
    for (const path of ["/", "/purchases"]) expect(textOf((await user.get(path)).body), path).toContain("Waiting for");
    const opened = await user.post(`/services/${app.slug}/open`, "");
    expect(opened.header("location")).toBe(`/services/${app.slug}?refused=access_missing`);
  });

  test("a double click, and a reload, buy once", async () => {
    const app = await offered();
    const page = await user.get(`/services/${app.slug}`);
    const answers = await Promise.all([1, 2, 3].map(() => user.twin().submit(page, "Buy for", {})));
    answers.push(await user.submit(page, "Buy for", {}));
    for (const answer of answers) {
      expectSafe(answer);
      expect(answer.header("location"), told(answer)).toMatch(/said=purchase_stored|refused=purchase_pending/);
    }
    expect(await purchasesOf(app)).toHaveLength(1);
    const again = await user.get(`/services/${app.slug}?refused=purchase_pending`);
    expect(textOf(again.body)).toContain("You have bought this app already");
  });

  test("PN-10: the price is the one on the page, whatever the form says, or nothing is bought and a sentence says why", async () => {
    const app = await offered();
    for (const fields of [{ minor: "1" }, { currency: "JPY" }, { period: "for_ever" }]) {
      const answer = await buy(app, fields);
      expect(answer.header("location"), told(answer)).toBe(`/services/${app.slug}?refused=price_changed`);
    }
    for (const fields of [
      { minor: "-1" },
      { minor: "1e3" },
      { minor: "" },
      { period: "year" },
      { currency: null },
      { slug: [app.slug, app.slug] },
    ]) {
      expectSafe(await buy(app, fields));
    }
    expect(await purchasesOf(app)).toEqual([]);
    const before = await user.get(`/services/${app.slug}`);
    await cast.db.query("UPDATE app_revisions SET price_minor = 599 WHERE app_id = $1", [app.id]);
    const refused = await user.submit(before, "Buy for €4.99", {});
    const page = await user.open(refused.header("location") ?? "");
    expect(textOf(page.body)).toContain("The price of this app has changed, so nothing was bought.");
    expect(textOf(page.body)).toContain("€5.99 for a month");
    expect(await purchasesOf(app)).toEqual([]);
  });

  test("PN-10: whoever buys an app buys it for themselves", async () => {
    const app = await offered();
    expectSafe(await buy(app, { endUserId: cast.people.u2.id, state: "confirmed", startsAt: "2020-01-01", priceMinor: "0" }));
    const { rows } = await cast.db.query("SELECT end_user_id, state, starts_at FROM purchases WHERE app_id = $1", [app.id]);
    expect(rows).toEqual([{ end_user_id: person.id, state: "pending", starts_at: null }]);
  });

  test("PN-11: somebody else's purchase is like one that never was: not listed, not cancelled", async () => {
    const [{ app, id }, theirs] = [await bought(), await offered()];
    expectSafe(await stranger.submit(await stranger.get(`/services/${theirs.slug}`), "Buy for", {}));
    const page = await stranger.get("/purchases");
    expectNothingOf(page, [id, app.slug]);
    const foreign = await stranger.submit(page, formOf(page, "Cancel the purchase"), { purchaseId: id });
    const unknown = await stranger.submit(page, formOf(page, "Cancel the purchase"), { purchaseId: v7() });
    expectSafe(foreign);
    expect(foreign.header("location"), told(foreign)).toBe("/purchases?refused=purchase_unknown");
    expect(comparable(foreign)).toEqual(comparable(unknown));
    expect(textOf((await stranger.get("/purchases?refused=purchase_unknown")).body)).toContain("There is no such purchase.");
    expect(await purchasesOf(app)).toMatchObject([{ state: "pending" }]);
  });

  test("its buyer cancels a purchase that waits, once, and may buy anew", async () => {
    const { app } = await bought();
    const page = await user.get(`/services/${app.slug}`);
    const cancelled = await user.submit(page, formOf(page, "Cancel the purchase"), {});
    expect(cancelled.header("location"), told(cancelled)).toBe("/purchases?said=purchase_cancelled");
    const again = await user.submit(page, formOf(page, "Cancel the purchase"), {});
    expect(textOf((await user.get(again.header("location") ?? "")).body)).toContain("This purchase does not wait for its payment any more");
    expectSafe(await buy(app));
    expect((await purchasesOf(app)).map(({ state }) => state).sort()).toEqual(["cancelled", "pending"]);
  });

  test("the operator confirms, and Open leads to the app; refunded, it does not; a step that comes too late is refused in a sentence", async () => {
    const { app, id } = await bought();
    const list = await operator.get(`/operator/purchases?user=${person.id}`);
    const confirmed = await operator.submit(list, formOf(list, "Confirm the payment"), { purchaseId: id });
    expect(confirmed.header("location"), told(confirmed)).toBe(
      `/operator/purchases?state=pending&user=${person.id}&said=purchase_confirmed`,
    );
    for (const button of ["Confirm the payment", "Reject the purchase"]) {
      const late = await operator.submit(list, formOf(list, button), { purchaseId: id });
      expect(textOf((await operator.get(late.header("location") ?? "")).body)).toContain("does not wait for its payment any more");
    }
    const page = await user.get(`/services/${app.slug}`);
    expect(textOf(page.body)).toContain("Yours until");
    const opened = await user.submit(page, formOf(page, "Open"), {});
    expect(opened.header("location"), told(opened)).toMatch(/^https:\/\/app\.example\/login\?services=/);
    const current = await operator.get(`/operator/purchases?state=current&user=${person.email}`);
    expect((await operator.submit(current, formOf(current, "Refund and end the access"), { purchaseId: id })).header("location")).toContain(
      "said=purchase_refunded",
    );
    const late = await operator.submit(current, formOf(current, "Refund and end the access"), { purchaseId: id });
    expect(textOf((await operator.get(late.header("location") ?? "")).body)).toContain(
      "Only a purchase that is confirmed can be refunded.",
    );
    const refused = await user.post(`/services/${app.slug}/open`, "");
    expect(refused.header("location")).toBe(`/services/${app.slug}?refused=access_ended`);
    expect(textOf((await user.get(`/services/${app.slug}`)).body)).toContain("Your money went back");
    const { rows } = await cast.db.query("SELECT actor_kind, actor_id FROM audit_events WHERE subject_id = $1 ORDER BY id", [id]);
    expect(rows).toEqual([
      { actor_kind: "end_user", actor_id: person.id },
      { actor_kind: "account", actor_id: cast.people.op.id },
      { actor_kind: "account", actor_id: cast.people.op.id },
    ]);
  });

  test("PN-17: no form of an end user or an owner confirms a purchase", async () => {
    const { app, id } = await bought();
    const page = await operator.get(`/operator/purchases?user=${person.id}`);
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    for (const somebody of [user, owner, new Browser(url)]) {
      expectSafe(await somebody.submit(page, formOf(page, "Confirm the payment"), { purchaseId: id }));
      expectSafe(await somebody.submit(page, formOf(page, "Confirm the payment"), { purchaseId: id }, { path: "/purchases" }));
    }
    expect(await purchasesOf(app)).toMatchObject([{ state: "pending" }]);
  });

  test("the history is its owner's, comes in parts, and odd addresses show the beginning", async () => {
    expectSignIn(await new Browser(url).get("/purchases"), "portal");
    const first = textOf((await user.get("/purchases")).body);
    for (const after of ["", "x", "%00", v7(), "1'--"]) expectSafe(await user.get(`/purchases?after=${after}`));
    for (const after of ["x", "1'--"]) expect(textOf((await user.get(`/purchases?after=${after}`)).body)).toContain(first.slice(0, 20));
  });
});
