import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel, signInToPortal } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { formsOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { base64, claimOf, holdTheSwitch, linkOf, newPortalKey, type PortalKey, PortalVisitor, RETIRED } from "../support/portal-link";
import { doors, frontDoor } from "../support/test-servers";
import type { Row } from "../support/world";

let cast: Cast;
let letGo: () => Promise<void>;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  letGo = await holdTheSwitch(cast);
});
afterAll(async () => {
  await letGo();
  await cast.close();
});

const textOf = (html: string) =>
  html
    .replace(/<(?:script|style)\b.*?<\/(?:script|style)>/gs, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");

describe.each(doors())("the panel's page of portal links, %s", (_name, { url }) => {
  const page = "/panel/portal-links";
  let owner: Browser;
  let partner: Row;
  let key: PortalKey;
  beforeAll(async () => {
    const { rows } = await cast.db.query<Row>(
      "INSERT INTO partners (id, name, slug) SELECT gen_random_uuid(), 'Portal', 'portal-' || gen_random_uuid() RETURNING id",
    );
    partner = rows[0] as Row;
    owner = await signInToPanel(new Browser(url), await cast.newMember(partner, "owner"));
  });

  test("whoever has no key is told that these links are retired, and led to external tokens", async () => {
    const empty = await owner.get(page);
    expectSafe(empty);
    expect(textOf(empty.body)).toContain("You have no portal keys, and need none");
    expect(textOf(empty.body)).not.toContain("Passwords travel");
    expect(empty.body).toContain('href="/panel/issuers/new"');
    expect(empty.body).toContain('href="/guides/portal-links"');
  });

  test("a key is shown with how many links came in and when; an alert says to change the passwords; events tell why", async () => {
    key = await newPortalKey(cast, partner, cast.users.u1);
    expect(textOf((await owner.get(page)).body)).toContain("None yet");
    const visitor = new PortalVisitor(url);
    const sent = await Promise.all(["right", "wrong"].map((password) => visitor.open(linkOf(key.key, base64(claimOf(key, password))))));
    const body = textOf((await owner.get(page)).body);
    expect(body).toContain("Passwords travel in these links: change them");
    expect(body).toContain("In the last 30 days 2 links came in");
    expect(body).toContain(`as@named.example ${key.username}, user_id ${key.userId}`);
    const event = await owner.get(`/panel/events/${sent[0]?.requestId ?? ""}`);
    expectSafe(event);
    expect(textOf(event.body)).toContain("Nobody was signed in in the browser, and a portal link signs nobody in.");
    expect(textOf(event.body)).toContain("Sign your users in by external tokens");
    expect(event.body).toContain(key.key);
    expect((await owner.get("/panel/events?reason=no_session")).body).toContain(sent[0]?.requestId ?? "-");
  });

  test("a key is made for a user of the partner's own alone, and what is not is refused at the form", async () => {
    const nobody = await owner.submit(await owner.get(page), "Make the key", { email: cast.people.u2.email, username: "ada", userId: "7" });
    expectSafe(nobody);
    expect(textOf(nobody.body)).toContain("None of your users has this verified address.");
    await cast.db.query(
      `INSERT INTO pairings (id, partner_id, ps_client_id, email, vhost, end_user_id, confirmed_at)
       VALUES (gen_random_uuid(), $1, 'ada', $2, 'v' || substr(md5($4), 1, 20), $3, now())`,
      [partner.id, cast.people.u1.email, cast.people.u1.id, partner.id],
    );
    const made = await owner.submit(await owner.get(page), "Make the key", { email: cast.people.u1.email, username: "ada", userId: "7" });
    expect(made.header("location"), told(made)).toBe(`${page}?said=portal_key_made`);
    expect(textOf((await owner.get(page)).body)).toContain(`${cast.people.u1.email} ada, user_id 7`);
  });

  test("switched off, a link of whoever is signed in leads to the sign-in page, which says why; switched on, to the home", async () => {
    const user = await signInToPortal(new Browser(url), cast.people.u1);
    const link = linkOf(key.key, base64(claimOf(key, "x")));
    const leadsTo = async () => (await user.get(link)).header("location");
    expect(await leadsTo()).toBe("/");
    const off = await owner.submit(await owner.get(page), "Switch the links off", {});
    expect(off.header("location"), told(off)).toBe(`${page}?said=portal_links_off`);
    expect(await leadsTo()).toBe(RETIRED);
    const notice = await user.get(RETIRED);
    expect(notice.status).toBe(200);
    expect(textOf(notice.body)).toContain("This link no longer signs anybody in");
    expect(textOf(notice.body)).toContain("You are signed in as");
    const on = await owner.submit(await owner.get(page), "Switch the links on", {});
    expect(on.header("location"), told(on)).toBe(`${page}?said=portal_links_on`);
    expect(await leadsTo()).toBe("/");
  });

  test("a revoked key leads nobody on, and stays in the list", async () => {
    const user = await signInToPortal(new Browser(url), cast.people.u1);
    const link = linkOf(key.key, base64(claimOf(key, "x")));
    expect((await user.get(link)).header("location")).toBe("/");
    const shown = await owner.get(page);
    const form = formsOf(shown.body).find(
      ({ button, controls }) => button === "Revoke this key" && controls.some(({ value }) => value === key.id),
    );
    if (!form) throw new Error(`No form revokes the key: ${told(shown)}`);
    const revoked = await owner.submit(shown, form, {});
    expect(revoked.header("location"), told(revoked)).toBe(`${page}?said=portal_key_revoked`);
    expect((await user.get(link)).header("location")).toBe(RETIRED);
    expect(textOf((await owner.get(page)).body)).toContain(`${key.key} Revoked`);
  });

  test("whoever is not signed in reads at the sign-in form that such links sign nobody in, and what to do", async () => {
    const notice = await new Browser(url).get(RETIRED);
    expectSafe(notice);
    expect(textOf(notice.body)).toContain("This link no longer signs anybody in");
    expect(textOf(notice.body)).toContain("Sign in below");
    const odd = await new Browser(url).get("/sign-in?notice=something-else");
    expect(textOf(odd.body)).not.toContain("no longer");
  });
});

test("the operator switches all portal links off and on again", async () => {
  const { url } = frontDoor();
  const operator = await signInToPanel(new Browser(url), cast.people.op);
  const settings = "/operator/settings";
  const switched = async (button: string) => {
    const answer = await operator.submit(await operator.get(settings), button, {});
    expectSafe(answer);
    return textOf((await operator.get(settings)).body);
  };
  try {
    expect(await switched("Switch all portal links off")).toContain("every one of them leads to the sign-in page, whoever is signed in");
  } finally {
    expect(await switched("Switch portal links on")).toContain("They sign nobody in; whoever is signed in already is taken to the home.");
  }
  const { rows } = await cast.db.query("SELECT after FROM audit_events WHERE action = 'platform.portal_links_switched' ORDER BY id");
  expect(rows.slice(-2)).toEqual([{ after: { off: true } }, { after: { off: false } }]);
});
