import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { aPicture, Browser, type Filled } from "../support/pages-browser";
import {
  type Cast,
  createCast,
  type NewApiClient,
  type NewApp,
  type NewIssuer,
  signInToPanel,
  stateOf,
  tracesOf,
} from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe } from "../support/pages-checks";
import { formsOf } from "../support/pages-html";
import { type PageAnswer, told } from "../support/pages-http";
import { frontDoor } from "../support/test-servers";

// The rooms behind both doors are the same, and so are the pages: these rows go through the front door.
const { url } = frontDoor();
let cast: Cast;
let owner: Browser;
let traces: string[];
let own: { inReview: NewApp; published: NewApp; disabled: NewIssuer; disabledClient: NewApiClient };

beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  const { A, B } = cast.partners;
  own = {
    inReview: await cast.newApp(A, "review"),
    published: await cast.newApp(A, "published"),
    disabled: await cast.newIssuer(A),
    disabledClient: await cast.newApiClient(A),
  };
  await cast.db.query("UPDATE issuers SET disabled_at = now() WHERE id = $1", [own.disabled.id]);
  await cast.db.query("UPDATE api_clients SET disabled_at = now() WHERE id = $1", [own.disabledClient.id]);
  await cast.db.query(
    "INSERT INTO app_revisions (id, app_id, state, name, description, service_url) VALUES ($1, $2, 'draft', 'next', 'next', 'https://app.example/')",
    [v7(), own.published.id],
  );
  owner = await signInToPanel(new Browser(url), cast.people.aOwner);
  traces = await tracesOf(cast, B);
});
afterAll(() => cast.close());

/** Sends one of A's own forms with ids of somebody else in it. */
async function send(path: string, button: string, fields: Filled): Promise<PageAnswer> {
  const page = await owner.get(path);
  const form = formsOf(page.body).find((one) => one.button.includes(button));
  if (!form) throw new Error(`No form “${button}” on ${path}: ${told(page)}`);
  return owner.submit(page, form, fields);
}

const appsOfB = () => [cast.apps.bPub.id, cast.b.draft.id, cast.b.inReview.id];

const issuersOfB = () => [cast.b.issuer.id];
const clientsOfB = () => [cast.b.apiClient.id];
const pairingsOfB = () => [cast.b.pairing.id];
const aPairing = () => `/panel/pairings/${cast.a.pairing.id}`;
const aClient = () => `/panel/api-clients/${cast.a.apiClient.id}`;
const anIssuer = () => `/panel/issuers/${cast.a.issuer.id}`;

type Try = (id: string) => Promise<PageAnswer>;
const revised = { name: "taken over", tagline: "taken over", description: "taken over", serviceUrl: "https://taken-over.example/" };
const aDraft = () => `/panel/apps/${cast.apps.aDraft.id}`;

// What A's owner tries with an id: the verb, the kind of object, the ids of B that it is tried with.
const matrix: [verb: string, of: string, theirs: () => string[], attempt: Try][] = [
  ["reads", "app", appsOfB, (id) => owner.get(`/panel/apps/${id}`)],
  ["reads the form of", "app", appsOfB, (id) => owner.get(`/panel/apps/${id}/edit`)],
  ["edits", "app", appsOfB, (id) => send(`${aDraft()}/edit`, "Save the draft", { ...revised, appId: id })],
  ["reads the icon of", "app", appsOfB, (id) => owner.get(`/panel/apps/${id}/icon`)],
  ["changes the icon of", "app", appsOfB, (id) => send(`${aDraft()}/icon`, "Save the icon", { appId: id, icon: aPicture })],
  ["submits", "app", appsOfB, (id) => send(aDraft(), "Ask for publication", { appId: id })],
  ["withdraws", "app", appsOfB, (id) => send(`/panel/apps/${own.inReview.id}`, "Withdraw", { appId: id })],
  ["discards the draft of", "app", appsOfB, (id) => send(`/panel/apps/${own.published.id}`, "Discard", { appId: id })],
  ["launches", "app", appsOfB, (id) => send(aDraft(), "Make a one-time URL", { appId: id, testUser: cast.users.ofA.id })],
  ["reads", "line of a pay-off", () => [cast.b.payoff.line], (line) => owner.get(`/panel/payoffs/${cast.b.payoff.month}/${line}`)],
  ["reads", "revision", () => [cast.b.revision.id], (id) => owner.get(`/panel/apps/${id}`)],
  [
    "edits",
    "revision",
    () => [cast.b.revision.id],
    (id) => send(`${aDraft()}/edit`, "Save the draft", { ...revised, appId: id, revisionId: id }),
  ],
  [
    "launches as",
    "test user",
    () => [cast.b.testUser.id, cast.users.u1.id],
    (id) => send(aDraft(), "Make a one-time URL", { testUser: id }),
  ],
  ["reads", "test user", () => [cast.b.testUser.id], (id) => owner.get(`${aDraft()}?testUser=${id}`)],
  ["revokes", "bearer token", () => [cast.bearers.TB.id], (id) => send("/panel/bearer-tokens", "Revoke this token", { tokenId: id })],
  ["reads", "event", () => [cast.b.event.requestId], (id) => owner.get(`/panel/events?request=${id}`)],
  ["pages from", "event", () => [cast.b.event.id], (id) => owner.get(`/panel/events?before=${cast.b.event.atMs}_${id}`)],
  ["reads all of", "event", () => [cast.b.event.id, cast.b.event.requestId], (id) => owner.get(`/panel/events/${id}`)],
  ["reads the quick start of", "app", appsOfB, (id) => owner.get(`/panel/apps/${id}/quick-start`)],
  ["follows", "app", appsOfB, (id) => owner.get(`/panel/apps/${id}/live`)],
  ["makes a test token of", "app", appsOfB, (id) => send(`${aDraft()}/quick-start`, "Make a test token", { appId: id })],
  [
    "makes a test token for",
    "test user",
    () => [cast.b.testUser.id, cast.users.u1.id],
    (id) => send(`${aDraft()}/quick-start`, "Make a test token", { testUser: id }),
  ],
  ["reads", "issuer", issuersOfB, (id) => owner.get(`/panel/issuers/${id}`)],
  ["reads the form of", "issuer", issuersOfB, (id) => owner.get(`/panel/issuers/${id}/edit`)],
  ["reads the rotation of", "issuer", issuersOfB, (id) => owner.get(`/panel/issuers/${id}/rotate`)],
  ["changes", "issuer", issuersOfB, (id) => send(`${anIssuer()}/edit`, "Save the settings", { issuerId: id })],
  ["rotates the key of", "issuer", issuersOfB, (id) => send(`${anIssuer()}/rotate`, "Make the new key", { issuerId: id })],
  ["ends the previous key of", "issuer", issuersOfB, (id) => send(anIssuer(), "End the previous key", { issuerId: id })],
  ["disables", "issuer", issuersOfB, (id) => send(anIssuer(), "Disable the issuer", { issuerId: id })],
  ["enables", "issuer", issuersOfB, (id) => send(`/panel/issuers/${own.disabled.id}`, "Enable the issuer", { issuerId: id })],
  ["adds a domain to", "issuer", issuersOfB, (id) => send(anIssuer(), "Ask for the domain", { issuerId: id, domain: "evil.example" })],
  [
    "removes a domain of",
    "issuer",
    issuersOfB,
    (id) => send(anIssuer(), "Remove the domain", { issuerId: id, removed: cast.b.issuer.domain }),
  ],
  ["reads", "API client", clientsOfB, (id) => owner.get(`/panel/api-clients/${id}`)],
  ["reads the form of", "API client", clientsOfB, (id) => owner.get(`/panel/api-clients/${id}/edit`)],
  ["reads the rotation of", "API client", clientsOfB, (id) => owner.get(`/panel/api-clients/${id}/rotate`)],
  ["reads the checker of", "API client", clientsOfB, (id) => owner.get(`/panel/api-clients/${id}/check`)],
  ["changes", "API client", clientsOfB, (id) => send(`${aClient()}/edit`, "Save the settings", { clientId: id })],
  ["rotates the secret of", "API client", clientsOfB, (id) => send(`${aClient()}/rotate`, "Make the new secret", { clientId: id })],
  ["ends the previous secret of", "API client", clientsOfB, (id) => send(aClient(), "End the previous secret", { clientId: id })],
  ["ends all sessions of", "API client", clientsOfB, (id) => send(aClient(), "End all sessions", { clientId: id })],
  [
    "ends a user's sessions of",
    "API client",
    clientsOfB,
    (id) => send(aClient(), "End this user’s sessions", { clientId: id, externalId: "e1" }),
  ],
  ["disables", "API client", clientsOfB, (id) => send(aClient(), "Disable the API client", { clientId: id })],
  [
    "enables",
    "API client",
    clientsOfB,
    (id) => send(`/panel/api-clients/${own.disabledClient.id}`, "Enable the API client", { clientId: id }),
  ],
  [
    "checks a signature of",
    "API client",
    clientsOfB,
    (id) => send(`${aClient()}/check`, "Check it", { clientId: id, timestamp: "2026-11-24T12:00:00Z", signature: "00" }),
  ],
  ["reads", "pairing", pairingsOfB, (id) => owner.get(`/panel/pairings/${id}`)],
  ["reads the rotation of", "pairing", pairingsOfB, (id) => owner.get(`/panel/pairings/${id}/rotate`)],
  ["reads the builder of", "pairing", pairingsOfB, (id) => owner.get(`/panel/pairings/${id}/launch`)],
  ["reads the checker of", "pairing", pairingsOfB, (id) => owner.get(`/panel/pairings/${id}/check`)],
  ["pages from", "pairing", pairingsOfB, (id) => owner.get(`/panel/pairings?search=nothing-like-that&after=${id}`)],
  ["rotates the key of", "pairing", pairingsOfB, (id) => send(`${aPairing()}/rotate`, "Rotate the key", { pairingId: id })],
  ["ends the previous key of", "pairing", pairingsOfB, (id) => send(aPairing(), "End the previous key", { pairingId: id })],
  ["ends", "pairing", pairingsOfB, (id) => send(aPairing(), "End the pairing", { pairingId: id })],
  [
    "signs a launch URL of",
    "pairing",
    pairingsOfB,
    (id) => send(`${aPairing()}/launch`, "Sign the launch URL", { pairingId: id, accessToken: "t".repeat(43) }),
  ],
  [
    "checks a launch URL of",
    "pairing",
    pairingsOfB,
    (id) => send(`${aPairing()}/check`, "Check it", { pairingId: id, pasted: "/h/a/te/lo.cgi?Action=Launch&pt=x&ts=1&signature=00" }),
  ],
  [
    "pairs with",
    "test user",
    () => [cast.b.testUser.id, cast.users.u1.id],
    (id) => send("/panel/pairings/new", "Propose the pairing", { with: "testUser", testUser: id, psClientId: "mine", keyFrom: "generate" }),
  ],
  ["revokes", "portal key", () => [cast.b.portalKey.id], (id) => send("/panel/portal-links", "Revoke this key", { portalKeyId: id })],
  ["reads", "partner", () => [cast.partners.B.id], (id) => owner.get(`/operator/partners/${id}`)],
  ["reads, as the operator, an app of", "partner", () => [cast.b.draft.slug], (id) => owner.get(`/operator/apps?app=${id}`)],
  ["reads, as the operator,", "user", () => [cast.people.u1.id], (id) => owner.get(`/operator/users?user=${id}`)],
];

describe("PN-11: what is not yours does not exist", () => {
  test.each(matrix)(
    "PN-11: whoever %s another partner's %s is told what a random id is told, and nothing changes",
    async (_verb, _of, theirs: () => string[], attempt) => {
      const { A, B } = cast.partners;
      const before = [await stateOf(cast, A), await stateOf(cast, B)];
      const unknown = await attempt(v7());
      expectSafe(unknown);
      for (const id of theirs()) {
        const answer = await attempt(id);
        expectSafe(answer);
        expect(comparable(answer), told(answer)).toEqual(comparable(unknown));
        // What was sent comes back with the form.
        expectNothingOf(
          answer,
          traces.filter((trace) => trace !== id),
        );
      }
      expect([await stateOf(cast, A), await stateOf(cast, B)]).toEqual(before);
    },
  );

  test("PN-11: the same attempts with A's own ids do something, or the rows above would prove nothing", async () => {
    const launched = await send(aDraft(), "Make a one-time URL", { testUser: cast.users.ofA.id });
    expect(launched.body).toContain("services=");
    const saved = await send(`${aDraft()}/edit`, "Save the draft", { ...revised, name: "edited" });
    expect(saved.status, told(saved)).toBe(303);
    const shown = await owner.get(
      `/panel/events?request=${(await cast.db.query<{ id: string }>("SELECT request_id AS id FROM login_events WHERE partner_id = $1 AND app_id = $2 LIMIT 1", [cast.partners.A.id, cast.apps.aDraft.id])).rows[0]?.id ?? ""}`,
    );
    expect(shown.body).toContain("edited");
    for (const path of [`/panel/events/${cast.a.event.id}`, `/panel/events/${cast.a.event.requestId}`, `${aDraft()}/quick-start`])
      expect((await owner.get(path)).status, path).toBe(200);
  });

  test("PN-11: no list shows a thing of another partner", async () => {
    for (const path of [
      "/panel",
      "/panel/apps",
      "/panel/bearer-tokens",
      "/panel/issuers",
      "/panel/issuers/new",
      "/panel/api-clients",
      "/panel/pairings",
      "/panel/pairings/new",
      "/panel/go-to",
      aClient(),
      anIssuer(),
      aPairing(),
      "/panel/portal-links",
      "/panel/events",
      "/panel/partnership",
      "/panel/settings",
      aDraft(),
    ]) {
      expectNothingOf(await owner.get(path), traces);
      expectNothingOf(await owner.get(`${path}?_rsc=x`, { rsc: "1" }), traces);
    }
  });
});

describe("PN-13: ids within ids", () => {
  test("PN-13: the app in the path is mine, the one in the form is theirs: nothing is done to either", async () => {
    const before = [await stateOf(cast, cast.partners.A), await stateOf(cast, cast.partners.B)];
    for (const id of appsOfB()) {
      const edited = await send(`${aDraft()}/edit`, "Save the draft", { ...revised, appId: id });
      expect(formsOf(edited.body).map(({ sentence }) => sentence)).toContainEqual(expect.stringMatching(/^There is no such app/));
      const twice = await send(`${aDraft()}/edit`, "Save the draft", { ...revised, appId: [cast.apps.aDraft.id, id] });
      expectSafe(twice);
    }
    const launched = await send(aDraft(), "Make a one-time URL", { testUser: [cast.users.ofA.id, cast.b.testUser.id] });
    expectSafe(launched);
    expect([await stateOf(cast, cast.partners.A), await stateOf(cast, cast.partners.B)]).toEqual(before);
  });

  test("PN-13: a foreign object below an object of mine is not found", async () => {
    const [mine, theirs] = [cast.apps.aDraft.id, cast.b.draft.id];
    for (const path of [
      `/tokens/${cast.bearers.TB.id}`,
      `/revisions/${cast.b.revision.id}`,
      `/${theirs}`,
      `/edit/${theirs}`,
      `/test-users/${cast.b.testUser.id}`,
      `/%2e%2e/${theirs}`,
      `%2f..%2f${theirs}`,
    ]) {
      const answer = await owner.get(`/panel/apps/${mine}${path}`);
      expectSafe(answer);
      expect(answer.status, told(answer)).toBe(404);
      expectNothingOf(answer, traces);
    }
  });
});

const scopesTried: [scopes: string[]][] = [[["*"]], [["redeem", "admin"]], [["redeem', 'pair"]], [["__proto__"]], [[]]];

describe("PN-10: what a form adds by itself", () => {
  const additions = () => ({
    partnerId: cast.partners.B.id,
    partner_id: cast.partners.B.id,
    appId: cast.apps.bPub.id,
    userId: cast.people.bOwner.id,
    accountId: cast.people.bOwner.id,
    createdBy: cast.people.bOwner.id,
    role: "owner",
    operator: "true",
    id: v7(),
    hash: "00",
    revokedAt: "",
    "partner.id": cast.partners.B.id,
    "data[partnerId]": cast.partners.B.id,
  });

  test("PN-10: a bearer token belongs to the partner of the session, whatever the form says", async () => {
    const developer = await signInToPanel(new Browser(url), cast.people.aDev);
    const before = await stateOf(cast, cast.partners.B);
    const page = await developer.get("/panel/bearer-tokens");
    const made = await developer.submit(page, "Generate the token", { name: "mass assignment", ...additions() });
    expectSafe(made);
    const { rows } = await cast.db.query(
      "SELECT partner_id, scopes::text AS scopes, revoked_at FROM bearer_tokens WHERE name = 'mass assignment'",
    );
    expect(rows).toEqual([{ partner_id: cast.partners.A.id, scopes: "{redeem}", revoked_at: null }]);
    expect(await stateOf(cast, cast.partners.B)).toBe(before);
  });

  test.each(scopesTried)("PN-10: the scopes %j are refused at their field", async (scopes) => {
    const before = await stateOf(cast, cast.partners.A);
    const answer = await send("/panel/bearer-tokens", "Generate the token", { name: "too much", scopes });
    expectSafe(answer);
    const form = formsOf(answer.body).find(({ button }) => button.includes("Generate"));
    expect(form?.sentence ?? form?.controls.map(({ error }) => error).join(""), told(answer)).toMatch(/\w/);
    expect(await stateOf(cast, cast.partners.A)).toBe(before);
  });

  test("PN-10: an app is registered for the partner of the session, as a draft", async () => {
    const before = await stateOf(cast, cast.partners.B);
    const answer = await send("/panel/apps/new", "Register the draft", {
      name: "additions",
      tagline: "t",
      description: "d",
      categories: "work",
      serviceUrl: "https://app.example/",
      ...additions(),
      state: "published",
      slug: "own-slug",
      publishedAt: "2020-01-01",
      suspendedAt: "",
    });
    expect(answer.status, told(answer)).toBe(303);
    const { rows } = await cast.db.query(
      "SELECT a.partner_id, a.slug <> 'own-slug' AS slug, r.state, r.published_at FROM apps a JOIN app_revisions r ON r.app_id = a.id WHERE r.name = 'additions'",
    );
    expect(rows).toEqual([{ partner_id: cast.partners.A.id, slug: true, state: "draft", published_at: null }]);
    expect(await stateOf(cast, cast.partners.B)).toBe(before);
  });

  test("PN-10: who signs an organisation up gets neither a partnership, nor a share, nor an operator's rights", async () => {
    const visitor = new Browser(url);
    const email = `signs-up-${v7()}@panel.example`;
    const page = await visitor.get("/panel/sign-up");
    const answer = await visitor.submit(page, "Sign up", {
      name: "Signs up",
      email,
      password: "correct horse battery staple",
      ...additions(),
      active: "true",
      sharePercent: "99",
      partnership: "active",
    });
    expectSafe(answer);
    const { rows } = await cast.db.query(
      "SELECT a.operator, m.role, p.partnership, s.share_basis_points, p.id <> $2 AS own FROM panel_accounts a JOIN members m ON m.account_id = a.id JOIN partners p ON p.id = m.partner_id JOIN partner_shares s ON s.partner_id = p.id WHERE a.email = $1",
      [email, cast.partners.B.id],
    );
    expect(rows).toEqual([{ operator: false, role: "owner", partnership: "none", share_basis_points: 7000, own: true }]);
  });
});
