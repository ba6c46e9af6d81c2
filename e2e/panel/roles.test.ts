import { v7 } from "uuid";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { aPicture, Browser, type Filled } from "../support/pages-browser";
import {
  type Cast,
  createCast,
  type NewApiClient,
  type NewApp,
  type NewIssuer,
  type Role,
  signInToPanel,
  stateOf,
} from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { formsOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { frontDoor } from "../support/test-servers";

const { url } = frontDoor();
let cast: Cast;
beforeAll(async () => void (cast = await createCast(inject("databaseUrl"))));
afterAll(() => cast.close());

/** What an action is done to: made anew for each try. */
type Things = {
  readonly draft: NewApp;
  readonly inReview: NewApp;
  readonly changed: NewApp;
  readonly issuer: NewIssuer;
  readonly disabled: NewIssuer;
  readonly client: NewApiClient;
  readonly disabledClient: NewApiClient;
};

type Action = {
  readonly name: string;
  readonly path: (things: Things) => string;
  readonly button: string;
  readonly fields?: Filled | (() => Filled);
  readonly may: readonly Role[];
};
const builders: readonly Role[] = ["developer", "owner"];
const app = { tagline: "of a role", description: "of a role", categories: "work", serviceUrl: "https://role.example/", pricing: "free" };

// The table: who may do what. A viewer looks; what binds the organisation is the owner's.
const actions: Action[] = [
  { name: "register an app", path: () => "/panel/apps/new", button: "Register the draft", fields: { ...app, name: "new" }, may: builders },
  {
    name: "edit a draft",
    path: ({ draft }) => `/panel/apps/${draft.id}/edit`,
    button: "Save the draft",
    fields: { ...app, name: "edited" },
    may: builders,
  },
  {
    name: "change the icon of a draft",
    path: ({ draft }) => `/panel/apps/${draft.id}/icon`,
    button: "Save the icon",
    fields: { icon: aPicture },
    may: builders,
  },
  {
    name: "add a test user",
    path: ({ draft }) => `/panel/apps/${draft.id}`,
    button: "Make the test user",
    fields: { name: "Tess" },
    may: builders,
  },
  { name: "launch as a test user", path: ({ draft }) => `/panel/apps/${draft.id}`, button: "Make a one-time URL", may: builders },
  { name: "make a test token", path: ({ draft }) => `/panel/apps/${draft.id}/quick-start`, button: "Make a test token", may: builders },
  { name: "ask for publication", path: ({ draft }) => `/panel/apps/${draft.id}`, button: "Ask for publication", may: builders },
  { name: "withdraw an app from review", path: ({ inReview }) => `/panel/apps/${inReview.id}`, button: "Withdraw", may: builders },
  { name: "discard a draft", path: ({ changed }) => `/panel/apps/${changed.id}`, button: "Discard the draft", may: builders },
  {
    name: "generate a bearer token",
    path: () => "/panel/bearer-tokens",
    button: "Generate the token",
    fields: { name: "of a role" },
    may: builders,
  },
  { name: "revoke a bearer token", path: () => "/panel/bearer-tokens", button: "Revoke this token", may: builders },
  {
    name: "make an issuer",
    path: () => "/panel/issuers/new",
    button: "Make the issuer",
    fields: { redirectUrl: "https://role.example/" },
    may: builders,
  },
  {
    name: "change an issuer",
    path: ({ issuer }) => `/panel/issuers/${issuer.id}/edit`,
    button: "Save the settings",
    fields: { maxLifetimeSeconds: "90" },
    may: builders,
  },
  {
    name: "rotate the key of an issuer",
    path: ({ issuer }) => `/panel/issuers/${issuer.id}/rotate`,
    button: "Make the new key",
    may: builders,
  },
  { name: "end a previous key", path: ({ issuer }) => `/panel/issuers/${issuer.id}`, button: "End the previous key", may: builders },
  { name: "disable an issuer", path: ({ issuer }) => `/panel/issuers/${issuer.id}`, button: "Disable the issuer", may: builders },
  { name: "enable an issuer", path: ({ disabled }) => `/panel/issuers/${disabled.id}`, button: "Enable the issuer", may: builders },
  {
    name: "ask for an e-mail domain",
    path: ({ issuer }) => `/panel/issuers/${issuer.id}`,
    button: "Ask for the domain",
    fields: { domain: "role.example" },
    may: builders,
  },
  { name: "remove an e-mail domain", path: ({ issuer }) => `/panel/issuers/${issuer.id}`, button: "Remove the domain", may: builders },
  {
    name: "make an API client",
    path: () => "/panel/api-clients/new",
    button: "Make the API client",
    fields: { name: "of a role" },
    may: builders,
  },
  {
    name: "change an API client",
    path: ({ client }) => `/panel/api-clients/${client.id}/edit`,
    button: "Save the settings",
    fields: { name: "of a role" },
    may: builders,
  },
  {
    name: "rotate the secret of an API client",
    path: ({ client }) => `/panel/api-clients/${client.id}/rotate`,
    button: "Make the new secret",
    may: builders,
  },
  {
    name: "end a previous secret",
    path: ({ client }) => `/panel/api-clients/${client.id}`,
    button: "End the previous secret",
    may: builders,
  },
  {
    name: "end all sessions of an API client",
    path: ({ client }) => `/panel/api-clients/${client.id}`,
    button: "End all sessions",
    may: builders,
  },
  {
    name: "end one user's sessions",
    path: ({ client }) => `/panel/api-clients/${client.id}`,
    button: "End this user’s sessions",
    fields: { externalId: "e1" },
    may: builders,
  },
  {
    name: "disable an API client",
    path: ({ client }) => `/panel/api-clients/${client.id}`,
    button: "Disable the API client",
    may: builders,
  },
  {
    name: "enable an API client",
    path: ({ disabledClient }) => `/panel/api-clients/${disabledClient.id}`,
    button: "Enable the API client",
    may: builders,
  },
  {
    name: "make a portal key",
    path: () => "/panel/portal-links",
    button: "Make the key",
    fields: () => ({ email: cast.people.u1.email, username: "ada", userId: "7" }),
    may: builders,
  },
  { name: "revoke a portal key", path: () => "/panel/portal-links", button: "Revoke this key", may: builders },
  { name: "switch portal links off", path: () => "/panel/portal-links", button: "Switch the links o", may: builders },
  {
    name: "change the time zone",
    path: () => "/panel/settings",
    button: "Change the time zone",
    fields: { timeZone: "Asia/Kathmandu" },
    may: ["owner"],
  },
  {
    name: "ask for partnership",
    path: () => "/panel/partnership",
    button: "Ask for partnership",
    fields: { note: "please" },
    may: ["owner"],
  },
];
const roles: Role[] = ["viewer", "developer", "owner"];
const cells = actions.flatMap((action) =>
  roles.map((role) => [role, action.may.includes(role) ? "may" : "may not", action.name, action] as const),
);
const named = (name: string) => actions.filter((action) => action.name === name);

let members: Record<Role, Browser>;
beforeAll(async () => {
  const { aViewer, aDev, aOwner } = cast.people;
  members = {
    viewer: await signInToPanel(new Browser(url), aViewer),
    developer: await signInToPanel(new Browser(url), aDev),
    owner: await signInToPanel(new Browser(url), aOwner),
  };
});

test.each(cells)("PN-14, the role table: with the role %s one %s %s", async (role, _may, _name, action) => {
  const { before, answer, after } = await attempt(action, members[role]);
  if (action.may.includes(role)) {
    expect(after, told(answer)).not.toBe(before);
  } else {
    expect(after, told(answer)).toBe(before);
    expect(saidBy(answer, action), "the member is told why").toMatch(new RegExp(`role is ${role}|Only an owner`));
  }
});

const ending = [
  "Revoke this token",
  "End the previous key",
  "Disable the issuer",
  "End the previous secret",
  "End all sessions",
  "End this user’s sessions",
  "Disable the API client",
  "Revoke this key",
];

test.each(actions)(
  "a suspended partner cannot $name, unless it is to end a token, a key, a secret, sessions, an issuer or an API client",
  async (action) => {
    const { before, answer, after } = await attempt(action, members.owner, async () => {
      await cast.db.query("UPDATE partners SET suspended_at = '2026-01-01Z' WHERE id = $1", [cast.partners.A.id]);
    });
    await cast.db.query("UPDATE partners SET suspended_at = NULL WHERE id = $1", [cast.partners.A.id]);
    if (ending.includes(action.button)) expect(after).not.toBe(before);
    else expect(after, told(answer)).toBe(before);
  },
);

test("PN-14: a viewer sees every page of the panel, and no secret on it", async () => {
  const { draft, issuer, client } = await newThings();
  for (const path of [
    "",
    "/apps",
    `/apps/${draft.id}`,
    `/apps/${draft.id}/quick-start`,
    `/events/${cast.a.event.id}`,
    "/bearer-tokens",
    "/issuers",
    "/issuers/new",
    `/issuers/${issuer.id}`,
    `/issuers/${issuer.id}/edit`,
    `/issuers/${issuer.id}/rotate`,
    "/api-clients",
    "/api-clients/new",
    ...["", "/edit", "/rotate", "/check"].map((page) => `/api-clients/${client.id}${page}`),
    "/portal-links",
    "/events",
    "/partnership",
    "/settings",
  ]) {
    const answer = await members.viewer.get(`/panel${path}`);
    expect(answer.status, told(answer)).toBe(200);
    expect(answer.body).not.toMatch(/lk_live_[0-9A-Za-z]{10}/);
  }
});

test.each(named("generate a bearer token"))(
  "PN-23: a changed role, and an ended membership, act on the next request of an open session",
  async (action) => {
    const person = await cast.newMember(cast.partners.A, "owner");
    const browser = await signInToPanel(new Browser(url), person);
    const demoted = await attempt(action, browser, async () => {
      await cast.db.query("UPDATE members SET role = 'viewer' WHERE account_id = $1", [person.id]);
    });
    expect(saidBy(demoted.answer, action)).toMatch(/role is viewer/);
    const removed = await attempt(action, browser, async () => {
      await cast.db.query("DELETE FROM members WHERE account_id = $1", [person.id]);
    });
    expectSafe(await browser.get("/panel/apps"));
    expect((await browser.get("/panel/apps")).status).toBe(404);
    const tokens = (state: string) => (JSON.parse(state) as { tokens: unknown[] }).tokens.length;
    expect([tokens(demoted.after), tokens(removed.after)]).toEqual([tokens(demoted.before), tokens(removed.before)]);
  },
);

test("PN-23: a suspended account is out with the next request, in both realms' pages", async () => {
  const person = await cast.newMember(cast.partners.A, "owner");
  const browser = await signInToPanel(new Browser(url), person);
  await cast.db.query("UPDATE panel_accounts SET suspended_at = now() WHERE id = $1", [person.id]);
  expect((await browser.get("/panel")).header("location")).toMatch(/^\/panel\/sign-in/);
});

/** Takes the form from the owner's page, lets `between` happen, and posts it as somebody. */
async function attempt(action: Action, browser: Browser, between = () => Promise.resolve()) {
  const things = await newThings();
  if (action.name === "ask for partnership") await setPartnership("none");
  const page = await members.owner.get(action.path(things));
  const form = formsOf(page.body).find(({ button }) => button.includes(action.button));
  if (!form) throw new Error(`No form “${action.button}”: ${told(page)}`);
  await between();
  const before = await stateOf(cast, cast.partners.A);
  const answer = await browser.submit(page, form, typeof action.fields === "function" ? action.fields() : action.fields);
  expectSafe(answer);
  const after = await stateOf(cast, cast.partners.A);
  await setPartnership("active");
  return { before, answer, after };
}

async function newThings(): Promise<Things> {
  const { A } = cast.partners;
  await cast.newBearer(A);
  await cast.newPortalKey(A);
  const changed = await cast.newApp(A, "published");
  await cast.db.query(
    "INSERT INTO app_revisions (id, app_id, state, name, description, service_url) VALUES ($1, $2, 'draft', 'next', 'next', 'https://app.example/')",
    [v7(), changed.id],
  );
  const disabled = await cast.newIssuer(A);
  await cast.db.query("UPDATE issuers SET disabled_at = now() WHERE id = $1", [disabled.id]);
  const disabledClient = await cast.newApiClient(A);
  await cast.db.query("UPDATE api_clients SET disabled_at = now() WHERE id = $1", [disabledClient.id]);
  return {
    client: await cast.newApiClient(A),
    disabledClient,
    issuer: await cast.newIssuer(A),
    disabled,
    draft: await cast.newApp(A, "draft"),
    inReview: await cast.newApp(A, "review"),
    changed,
  };
}

async function setPartnership(state: "none" | "active"): Promise<void> {
  await cast.db.query("UPDATE partners SET partnership = $2 WHERE id = $1", [cast.partners.A.id, state]);
}

function saidBy(answer: PageAnswer, { button }: Action): string {
  return formsOf(answer.body).find((form) => form.sentence !== null && form.button.includes(button))?.sentence ?? told(answer);
}
