import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { formsOn } from "../support/pages-forms";
import { told } from "../support/pages-http";
import { newPaidMonth } from "../support/payoffs";
import { type Field, isLive, nasties, typeInto } from "../support/pages-nasty";
import { isOpen, pagesOf, pathOf } from "../support/pages-routes";
import { frontDoor } from "../support/test-servers";

const { url } = frontDoor();
let cast: Cast;
let operator: Browser;
let partnersOwner: Browser;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  operator = await signInToPanel(new Browser(url), cast.people.op);
  partnersOwner = await signInToPanel(new Browser(url), cast.people.bOwner);
});
afterAll(() => cast.close());

const requested = async () => {
  await cast.db.query("UPDATE partners SET partnership = 'requested', partnership_requested_at = now() WHERE id = $1", [
    cast.partners.B.id,
  ]);
};
const inReview = async () => {
  await cast.db.query("UPDATE app_revisions SET state = 'review', submitted_at = now() WHERE id = $1", [cast.b.inReview.revisionId]);
};

const aText = { slug: "nasty", title: "Nasty", language: "en", country: "", markdown: "# Text", effectiveAt: "", mandatory: "optional" };

const domainIs = (state: "waiting" | "approved") => async () => {
  await cast.db.query(
    "UPDATE issuer_email_domains SET approved_at = CASE WHEN $2 THEN now() END, declined_at = NULL, decline_note = NULL WHERE issuer_id = $1",
    [cast.b.issuer.id, state === "approved"],
  );
};

const fields = (): [name: string, field: Field][] => {
  const partner = `/operator/partners/${cast.partners.B.id}`;
  const aPayment = {
    path: `/operator/payoffs/${cast.partners.B.id}/2025-01`,
    button: "Save the correction",
    before: () => newPaidMonth(cast, cast.partners.B),
  };
  const aNote = {
    name: "note",
    others: () => ({ issuerId: cast.b.issuer.id, domain: cast.b.issuer.domain }),
    shownOn: `/panel/issuers/${cast.b.issuer.id}`,
    shownTo: () => partnersOwner,
  };
  return [
    [
      "reason of a rejection",
      { path: partner, button: "Reject the request", name: "reason", others: () => ({}), before: requested, shownOn: partner },
    ],
    ["partnerId of a suspension", { path: partner, button: "Suspend the partner", name: "partnerId", hidden: true, others: () => ({}) }],
    [
      "partnerId of an approval",
      { path: partner, button: "Approve", name: "partnerId", hidden: true, others: () => ({}), before: requested },
    ],
    [
      "note of a review",
      {
        path: "/operator/apps",
        button: "Send it back",
        name: "note",
        others: () => ({ appId: cast.b.inReview.id }),
        before: inReview,
        shownOn: `/panel/apps/${cast.b.inReview.id}`,
        shownTo: () => partnersOwner,
      },
    ],
    [
      "submittedAt of an approval",
      {
        path: "/operator/apps",
        button: "Approve and publish",
        name: "submittedAt",
        hidden: true,
        others: () => ({ appId: cast.b.inReview.id }),
        before: inReview,
      },
    ],
    ["audience of tokens", { path: "/operator/settings", button: "Change the audience", name: "audience", others: () => ({}) }],
    [
      "months that events are kept",
      { path: "/operator/settings", button: "Change how long they are kept", name: "months", others: () => ({}) },
    ],
    ["seconds of a token's life", { path: "/operator/settings", button: "Change the life", name: "seconds", others: () => ({}) }],
    [
      "userId of a suspension",
      { path: `/operator/users?user=${cast.people.u2.id}`, button: "Suspend the user", name: "userId", hidden: true, others: () => ({}) },
    ],
    [
      "appId of a suspension",
      { path: `/operator/apps?app=${cast.b.draft.id}`, button: "Suspend the app", name: "appId", hidden: true, others: () => ({}) },
    ],
    ...(["slug", "title", "language", "country", "markdown"] as const).map((name): [string, Field] => [
      `${name} of a text`,
      { path: "/operator/terms/new", button: "Look at it", name, others: () => aText, markdown: name === "markdown" },
    ]),
    ["share of a partner", { path: partner, button: "Change the share", name: "share", others: () => ({ from: "2199-01-01" }) }],
    ["first day of a share", { path: partner, button: "Change the share", name: "from", others: () => ({ share: "70" }) }],
    ["day of a payment", { ...aPayment, name: "on", others: () => ({ reference: "T-1" }) }],
    ["reference of a payment", { ...aPayment, name: "reference", others: () => ({ on: "2025-02-10" }) }],
    ["note of a declined domain", { ...aNote, path: "/operator/email-domains", button: "Decline the domain", before: domainIs("waiting") }],
    ["note of a withdrawn approval", { ...aNote, path: partner, button: "Take the approval back", before: domainIs("approved") }],
  ];
};

describe("PN-42: what is typed into a field of the operator's area is refused at the field, or taken and shown as it was typed", () => {
  const names = [
    "reason of a rejection",
    "partnerId of a suspension",
    "partnerId of an approval",
    "note of a review",
    "submittedAt of an approval",
  ];
  names.push(
    "audience of tokens",
    "months that events are kept",
    "seconds of a token's life",
    "userId of a suspension",
    "appId of a suspension",
    "note of a declined domain",
    "note of a withdrawn approval",
  );
  names.push("share of a partner", "first day of a share", "day of a payment", "reference of a payment");
  names.push("slug of a text", "title of a text", "language of a text", "country of a text", "markdown of a text");

  test.each(names)("PN-42: %s", async (name) => {
    const field = fields().find(([one]) => one === name)?.[1];
    if (!field) throw new Error("not among the fields");
    const wrong = await typeInto(operator, field);
    await cast.db.query("UPDATE partners SET partnership = 'active' WHERE id = $1", [cast.partners.B.id]);
    expect(wrong).toEqual([]);
    if (field.hidden !== true) return;
    const { rows } = await cast.db.query(
      `SELECT (SELECT suspended_at FROM partners WHERE id = $1) AS partner, (SELECT suspended_at FROM end_users WHERE id = $2) AS person,
              (SELECT count(*)::int FROM apps WHERE partner_id = $1 AND suspended_at IS NOT NULL) AS apps, (SELECT state FROM app_revisions WHERE id = $3) AS review`,
      [cast.partners.B.id, cast.people.u2.id, cast.b.inReview.revisionId],
    );
    expect(rows, "nothing was done").toMatchObject([
      { partner: null, person: null, apps: 0, review: expect.stringMatching(/^(?:review|draft)$/) },
    ]);
  });

  test("PN-42: what a partner typed is only text on the operator's pages", async () => {
    const evil = `<script>alert("x")</script>"'><img src=x onerror=alert(1)>`;
    await requested();
    await inReview();
    await cast.db.query("UPDATE partners SET name = $2, partnership_note = $2 WHERE id = $1", [cast.partners.B.id, evil]);
    await cast.db.query(
      "UPDATE app_revisions SET name = $2, description = $2, service_url = 'https://app.example/' WHERE app_id = ANY($1)",
      [[cast.b.inReview.id, cast.b.draft.id], evil],
    );
    await cast.db.query("UPDATE end_users SET name = $2 WHERE id = $1", [cast.people.u2.id, evil]);
    for (const path of [
      "/operator",
      "/operator/partners",
      `/operator/partners/${cast.partners.B.id}`,
      "/operator/apps",
      `/operator/apps?app=${cast.b.draft.id}`,
      `/operator/users?user=${cast.people.u2.id}`,
    ]) {
      const answer = await operator.get(path);
      expect(answer.status, told(answer)).toBe(200);
      expect(isLive(answer.body), path).toBe(false);
      expect(answer.body, path).toContain("&lt;script&gt;alert");
    }
    await cast.db.query("UPDATE partners SET name = 'B', partnership = 'active' WHERE id = $1", [cast.partners.B.id]);
  });

  test("PN-42: every text field of the pages is among those above", async () => {
    await requested();
    await inReview();
    const parameters = { partnerId: cast.partners.B.id, ...cast.b.payoff, ...cast.terms };
    const forms = await formsOn(
      operator,
      pagesOf("operator")
        .filter((route) => !isOpen(route))
        .map((route) => pathOf(route, parameters)),
    );
    const there = forms.flatMap(({ form }) =>
      form.controls
        .filter(({ type }) => ["text", "email", "textarea", "select"].includes(type))
        .map(({ name }) => `${form.button}: ${name}`),
    );
    const tried = fields().map(([, { button, name }]) => `${button}: ${name}`);
    expect(there.length).toBeGreaterThan(2);
    expect(there.filter((one) => !tried.includes(one))).toEqual([]);
  });

  test.each(["/operator/users?user=", "/operator/apps?app=", "/operator/apps?said=", "/operator/partners/"])(
    "PN-42: the address %s…",
    async (path) => {
      for (const { what, value } of nasties.filter(({ value }) => value.length < 10_000)) {
        const spelled = [...Buffer.from(value)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
        const answer = await operator.get(`${path}${spelled}`);
        expectSafe(answer);
        expect([200, 400, 404], `${what}: ${told(answer)}`).toContain(answer.status);
        expect(isLive(answer.body), `${what}: ${told(answer)}`).toBe(false);
      }
    },
  );
});
