import { v7 } from "uuid";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser, type Filled } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { controlNamed, type Form, formsOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { allServers, doors, frontDoor } from "../support/test-servers";

let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

const TOKEN = /lk_live_[0-9A-Za-z]{20,}/g;
const tokensIn = (text: string) => [...new Set(text.match(TOKEN) ?? [])];

/** The form with this button, as an answer has it. */
function shown(answer: PageAnswer, button: string): Form {
  const form = formsOf(answer.body).find((one) => one.button.includes(button));
  if (!form) throw new Error(`No form “${button}”: ${told(answer)}`);
  return form;
}

describe.each(doors())("PN-36, %s", (_name, { url }) => {
  test("PN-36: a bearer token is shown in the one answer that made it, and nowhere afterwards", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const page = await owner.get("/panel/bearer-tokens");
    expect(tokensIn(page.body)).toEqual([]);
    const form = shown(page, "Generate the token");
    const made = await owner.submit(page, form, { name: "once only", submission: v7() });
    expectSafe(made);
    const [token, ...more] = tokensIn(made.body);
    expect(more).toEqual([]);
    expect(token, told(made)).toBeDefined();
    if (token === undefined) return;
    expect(made.header("cache-control"), "neither the browser's cache nor its back button keeps it").toContain("no-store");
    expect(JSON.stringify(made.rawHeaders)).not.toContain(token);

    const later = [
      await owner.get("/panel/bearer-tokens"),
      await owner.get("/panel/bearer-tokens?_rsc=x", { rsc: "1" }),
      await owner.get("/panel"),
      await owner.get("/panel/events"),
      // A reload sends the form once more.
      await owner.submit(page, form, { name: "once only", submission: controlNamed(form, "submission").value }),
      await owner.submit(made, shown(made, "Generate the token"), { name: "" }),
    ];
    for (const answer of later) expect(answer.body.includes(token), told(answer)).toBe(false);
    expect(later[0]?.body, "it is told by its last four letters").toContain(token.slice(-4));
  });

  test("PN-36: the secret stands in no table, in no audit event and in no log", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const page = await owner.get("/panel/bearer-tokens");
    const made = await owner.submit(page, "Generate the token", { name: "nowhere else" });
    const [token = "none was made"] = tokensIn(made.body);
    const launched = await owner.submit(await owner.get(`/panel/apps/${cast.apps.aDraft.id}`), "Make a one-time URL", {
      testUser: cast.users.ofA.id,
    });
    const [, oneTime = "none was made"] = /services=([0-9A-Za-z]{30,})/.exec(launched.body) ?? [];
    for (const secret of [token, oneTime]) expect(secret).not.toBe("none was made");
    const { rows: tables } = await cast.db.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    for (const { name } of tables) {
      const { rows } = await cast.db.query(
        `SELECT 1 FROM "${name}" t WHERE strpos(to_jsonb(t)::text, $1) > 0 OR strpos(to_jsonb(t)::text, $2) > 0`,
        [token, oneTime],
      );
      expect(rows, name).toEqual([]);
    }
    const { rows: audit } = await cast.db.query<{ action: string }>(
      "SELECT action FROM audit_events WHERE partner_id = $1 ORDER BY id DESC LIMIT 5",
      [cast.partners.A.id],
    );
    expect(audit.map(({ action }) => action).join(), "that one was made is told").toMatch(/bearer_token/);
    for (const { logFile } of allServers()) {
      const log = readFileSync(logFile, "utf8");
      expect(log.includes(token) || log.includes(oneTime)).toBe(false);
    }
  });
});

describe("once", () => {
  const { url } = frontDoor();
  let owner: Browser;
  beforeAll(async () => void (owner = await signInToPanel(new Browser(url), cast.people.aOwner)));

  const app = { tagline: "twice", description: "twice", categories: "work", serviceUrl: "https://twice.example/", pricing: "free" };
  const cases: [what: string, path: () => string, button: string, fields: Record<string, string>, count: string][] = [
    [
      "registering an app",
      () => "/panel/apps/new",
      "Register the draft",
      { ...app, name: "twice" },
      "SELECT count(*)::int AS n FROM app_revisions r JOIN apps a ON a.id = r.app_id WHERE a.partner_id = $1 AND r.name = 'twice'",
    ],
    [
      "generating a token",
      () => "/panel/bearer-tokens",
      "Generate the token",
      { name: "twice" },
      "SELECT count(*)::int AS n FROM bearer_tokens WHERE partner_id = $1 AND name = 'twice'",
    ],
    [
      "making a test user",
      () => `/panel/apps/${cast.apps.aDraft.id}`,
      "Make the test user",
      { name: "twice", email: "" },
      "SELECT count(*)::int AS n FROM end_users WHERE test_partner_id = $1 AND name = 'twice'",
    ],
  ];

  test.each(cases)("a double click on %s does it once, and so does a reload", async (_what, path, button, fields, count) => {
    const page = await owner.get(path());
    const form = shown(page, button);
    const answers = await Promise.all([1, 2, 3].map(() => owner.twin().submit(page, form, fields)));
    for (const answer of answers) expectSafe(answer);
    const reload = await owner.submit(page, form, fields);
    expectSafe(reload);
    const { rows } = await cast.db.query<{ n: number }>(count, [cast.partners.A.id]);
    expect(rows).toEqual([{ n: 1 }]);
    expect(shown(reload, button).sentence, "the person is told").toMatch(/twice/);
    const again = await owner.submit(reload, shown(reload, button), fields);
    expectSafe(again);
    expect((await cast.db.query<{ n: number }>(count, [cast.partners.A.id])).rows, "on purpose it is done again").toEqual([{ n: 2 }]);
  });

  test("two browsers may do the same at the same time", async () => {
    const both = await Promise.all([owner.get("/panel/bearer-tokens"), owner.get("/panel/bearer-tokens")]);
    await Promise.all(both.map((page) => owner.twin().submit(page, "Generate the token", { name: "in parallel" })));
    const { rows } = await cast.db.query("SELECT 1 FROM bearer_tokens WHERE partner_id = $1 AND name = 'in parallel'", [
      cast.partners.A.id,
    ]);
    expect(rows).toHaveLength(2);
  });
});

describe("what was typed", () => {
  const { url } = frontDoor();
  const typed = {
    name: "Kept “name” <b>",
    tagline: "“Kept” & <b>",
    description: "Several\nlines & <i>signs</i>",
    serviceUrl: "ftp://not-this.example/?a=1&b=2",
    pricing: "paid",
    amount: "4,999",
    currency: "PLN",
  };

  test("stays in every field of a refused form, and the sentence stands at the field that is wrong", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    for (const [path, button] of [
      ["/panel/apps/new", "Register the draft"],
      [`/panel/apps/${cast.apps.aDraft.id}/edit`, "Save the draft"],
    ] as const) {
      const answer = await owner.submit(await owner.get(path), button, typed);
      expectSafe(answer);
      const form = shown(answer, button);
      for (const [name, value] of Object.entries(typed)) {
        const control = name === "pricing" ? form.controls.find((one) => one.name === name && one.on) : controlNamed(form, name);
        expect(control?.value, name).toBe(value);
      }
      expect(controlNamed(form, "serviceUrl").error, "at the field").toMatch(/^[A-Z].*\.$/);
      expect(controlNamed(form, "name").error).toBeNull();
    }
    const token = await owner.submit(await owner.get("/panel/bearer-tokens"), "Generate the token", {
      name: "kept",
      scopes: ["pair"],
      lastDay: "2001-01-01",
    });
    const form = shown(token, "Generate the token");
    expect(controlNamed(form, "name").value).toBe("kept");
    expect(form.controls.filter(({ name, on }) => name === "scopes" && on).map(({ value }) => value)).toEqual(["pair"]);
    expect(controlNamed(form, "lastDay")).toMatchObject({ value: "2001-01-01", error: expect.stringMatching(/\.$/) });
  });

  test("stays when the same address is taken already, but for the password", async () => {
    const visitor = new Browser(url);
    const answer = await visitor.submit(await visitor.get("/panel/sign-up"), "Sign up", {
      name: "Kept",
      email: cast.people.aOwner.email,
      password: "correct horse battery",
    });
    const form = shown(answer, "Sign up");
    expect(controlNamed(form, "name").value).toBe("Kept");
    expect(controlNamed(form, "email")).toMatchObject({ value: cast.people.aOwner.email, error: expect.stringMatching(/\.$/) });
    expect(controlNamed(form, "password").value).toBe("");
    expect(answer.body).not.toContain("correct horse battery");
  });

  test("hidden data that React sends along may be damaged in any way: nothing is done, and nothing of ours is shown", async () => {
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const page = await owner.get("/panel/apps/new");
    const form = shown(page, "Register the draft");
    const [ref = ""] = form.controls.map(({ name }) => name).filter((name) => name.startsWith("$ACTION_REF_"));
    const [id, state] = [":0", ":1"].map((end) => `${ref.replace("_REF", "")}${end}`);
    const evil = JSON.stringify([
      {
        outcome: "done",
        submission: "x",
        sentence: "Owned",
        errors: {},
        typed: {},
        shown: { url: "javascript:alert(1)" },
        goTo: "https://evil.example",
      },
    ]);
    const damages: Filled[] = [
      { [state ?? ""]: evil },
      { [state ?? ""]: "[null]" },
      { [state ?? ""]: "[{}]" },
      { [id ?? ""]: '{"id":"__proto__","bound":"$@1"}' },
      { [ref]: null },
      { $ACTION_KEY: "x" },
      { submission: "x" },
    ];
    for (const damage of damages) {
      const answer = await owner.submit(page, form, { name: "", ...damage });
      expectSafe(answer);
      expect(answer.body, told(answer)).not.toMatch(/javascript:alert|evil\.example|Owned/);
    }
    const { rows } = await cast.db.query(
      "SELECT 1 FROM app_revisions r JOIN apps a ON a.id = r.app_id WHERE a.partner_id = $1 AND r.name = ''",
      [cast.partners.A.id],
    );
    expect(rows).toEqual([]);
  });
});
