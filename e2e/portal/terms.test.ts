import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Issuer, newIssuer, target, token } from "../support/external-token";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { controlNamed, formWith, textOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { ownDatabase, type OwnDatabase } from "../support/pages-own-server";
import { evilTargets } from "../support/pages-targets";
import { awaitReady, type ServerProcess, startServer } from "../support/server-process";
import { publishText } from "../support/terms";
import { doors } from "../support/test-servers";

let cast: Cast;
let issuer: Issuer;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  issuer = await newIssuer(cast, cast.partners.A);
});
afterAll(() => cast.close());

const WANTED = "https://alpha.example/reader/x";

// A country of their own for the users of each door, since all files share the database.
describe.each(doors().map(([name, server], index) => [name, server.url, index === 0 ? "BV" : "HM"] as const))(
  "documents to accept, %s",
  (_name, url, country) => {
    const slug = `use-${v7().slice(-12)}`;
    const publish = (version: number) =>
      publishText(cast, { slug, country, version, markdown: `# One\n\nVersion ${version}.\n\n# Two\n\nAlways.\n` });

    /** Somebody who has come by a token once, before there was anything to accept. */
    async function somebody(): Promise<{ uuid: string; userId: string }> {
      const uuid = v7();
      const answer = await new Browser(url).get(target(token(issuer, { user: { uuid } })));
      expect(answer.status, told(answer)).toBe(302);
      const { rows } = await cast.db.query<{ id: string }>(
        "UPDATE end_users SET country = $3 WHERE id = (SELECT end_user_id FROM external_identities WHERE issuer_id = $1 AND uuid = $2) RETURNING id",
        [issuer.id, uuid, country],
      );
      return { uuid, userId: rows[0]?.id ?? "" };
    }
    const arrive = async (uuid: string, user: object = {}, more: object = {}) => {
      const browser = new Browser(url);
      const answer = await browser.get(target(token(issuer, { ...more, user: { uuid, ...user } })));
      expect(answer.status, told(answer)).toBe(302);
      return { browser, location: answer.header("location") };
    };
    const acceptancesOf = async (userId: string) =>
      (
        await cast.db.query<Record<string, unknown>>(
          `SELECT v.version, a.source::text AS source, a.credential_id, a.language, encode(a.sha256, 'hex') AS sha256
             FROM terms_acceptances a JOIN terms_versions v ON v.id = a.version_id WHERE a.end_user_id = $1 ORDER BY a.accepted_at`,
          [userId],
        )
      ).rows;

    test("P2-53: who has not accepted is led to the documents, signed in, and goes on where they wanted; each version is asked once", async () => {
      const { uuid, userId } = await somebody();
      expect((await arrive(uuid)).location, "nothing is published for them").toBe(WANTED);
      const first = await publish(1);
      const { browser, location } = await arrive(uuid);
      expect(location).toBe("/terms");
      const page = await browser.get("/terms");
      expect(page.status, told(page)).toBe(200);
      expect(page.header("content-security-policy")).toContain("form-action 'self' https:");
      expect(textOf(page.body)).toContain(`Terms ${slug}`);
      for (const path of ["/", "/services", "/purchases", "/account"]) {
        const led = await browser.get(path);
        expect([led.status, led.header("location")], told(led)).toEqual([307, `/terms?next=${encodeURIComponent(path)}`]);
      }
      expect((await browser.get(`/terms/${slug}`)).status, "it can be read before it is accepted").toBe(200);
      const accepted = await browser.submit(page, "Accept");
      expect([accepted.status, accepted.header("location")], told(accepted)).toEqual([303, WANTED]);
      const again = await browser.submit(page, "Accept");
      expect(again.header("location"), told(again)).toBe(WANTED);
      const stored = { version: 1, source: "portal", credential_id: issuer.id, language: "en", sha256: first.sha256 };
      expect(await acceptancesOf(userId)).toEqual([stored]);
      expect(textOf((await browser.get("/account")).body)).toContain("What I accepted");
      expect((await arrive(uuid)).location).toBe(WANTED);

      await publish(2);
      expect((await arrive(uuid, { accept_terms_and_policies: "true" })).location, "a text is no consent").toBe("/terms");
      expect((await arrive(uuid, { accept_terms_and_policies: true })).location, "the issuer speaks for them").toBe(WANTED);
      expect(await acceptancesOf(userId)).toMatchObject([
        stored,
        { version: 2, source: "external-token", credential_id: issuer.id, language: null },
      ]);

      await publish(3);
      const third = await arrive(uuid, {}, { intended_url: "/purchases" });
      const changed = await third.browser.get("/terms");
      expect(textOf(changed.body)).toContain("Changed since version 2");
      expect(textOf(changed.body)).toContain("Changed: One");
      expect(textOf(changed.body)).not.toContain("Changed: Two");
      expect((await third.browser.submit(changed, "Accept")).header("location")).toBe("/purchases");
    });

    test("what was published while somebody read is not accepted unseen; nothing else is done before; “Not now” signs out", async () => {
      const { uuid, userId } = await somebody();
      const { browser } = await arrive(uuid, { accept_terms_and_policies: true });
      const account = await browser.get("/account");
      await publish(4);
      const refused = await browser.submit(account, "Save the name", { name: "Ada" });
      expectSafe(refused);
      expect((await cast.db.query<{ name: unknown }>("SELECT name FROM end_users WHERE id = $1", [userId])).rows).toEqual([{ name: null }]);
      const page = await browser.get("/terms?next=/account");
      await publish(5);
      const stale = await browser.submit(page, "Accept");
      expect(stale.header("location"), told(stale)).toBe("/terms?next=%2Faccount&changed=1");
      expect((await acceptancesOf(userId)).map(({ version }) => version)).not.toContain(4);
      const fresh = await browser.open("/terms?next=%2Faccount&changed=1");
      expect(textOf(fresh.body)).toContain("The documents have just changed");
      const out = await browser.twin();
      expect((await out.submit(fresh, "Not now, sign me out")).header("location")).toBe("/");
      expect((await out.get("/account")).header("location")).toContain("/sign-in");
    });

    test("P2-59: no address of the page, and no form of it, leads anywhere but to a page of ours", async () => {
      const { uuid } = await somebody();
      const { browser } = await arrive(uuid, {}, { intended_url: "/purchases" });
      for (const next of evilTargets) {
        const page = await browser.get(`/terms?next=${encodeURIComponent(Buffer.from(next).toString())}`);
        expectSafe(page);
        expect([200, 307], told(page)).toContain(page.status);
        expect(page.header("location") ?? "/").toMatch(/^\/(?![/\\])/);
      }
      const page = await browser.get("/terms");
      expect(formWith(page.body, "Accept").controls.map(({ name }) => name)).not.toContain("next");
      expect((await browser.submit(page, "Accept", { next: "https://evil.example/" })).header("location")).toBe("/purchases");
    });

    test("PN-17: a receipt says who, which text and through whom, and is the operator's alone", async () => {
      const { rows } = await cast.db.query<{ id: string }>(
        "SELECT a.id FROM terms_acceptances a JOIN terms_versions v ON v.id = a.version_id WHERE v.country = $1 AND a.source = 'portal' LIMIT 1",
        [country],
      );
      const path = `/operator/terms/acceptances/${rows[0]?.id}`;
      const operator = await signInToPanel(new Browser(url), cast.people.op);
      const [text, json] = [await operator.get(path), await operator.get(`${path}?format=json`)];
      expect(text.header("content-disposition")).toMatch(/^attachment; filename="receipt-[0-9a-f-]{36}\.txt"$/);
      const receipt = JSON.parse(json.body) as { source: string; through: { name: string }; texts: { sha256: string }[] };
      expect(receipt).toMatchObject({ source: "portal", through: { name: issuer.iss }, document: slug });
      expect(text.body).toContain(receipt.texts[0]?.sha256);
      const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
      for (const other of [owner, new Browser(url)]) {
        const answer = await other.get(path);
        expect([401, 404], told(answer)).toContain(answer.status);
        expect(answer.body).toBe("");
      }
    });
  },
);

describe("signing up", () => {
  let database: OwnDatabase;
  let server: ServerProcess;
  let own: Cast;
  beforeAll(async () => {
    database = await ownDatabase(inject("databaseUrl"));
    server = await startServer({ door: "front", databaseUrl: database.url });
    await awaitReady(server);
    own = await createCast(database.url);
  });
  afterAll(async () => {
    await server.stop();
    await own.close();
    await database.drop();
  });

  test("asks for consent when there is something mandatory, unticked, and stores it with the account; without it nobody is made", async () => {
    const somebody = (email: string) => ({ email, password: "a fine password 7", name: "" });
    const none = await new Browser(server.url).get("/sign-up");
    expect(formWith(none.body, "Sign up").controls.map(({ name }) => name)).not.toContain("consent");
    await publishText(own, { slug: "use", country: null, version: 1, markdown: "# Use\n" });
    const browser = new Browser(server.url);
    const page = await browser.get("/sign-up");
    expect(controlNamed(formWith(page.body, "Sign up"), "consent").on).toBe(false);
    const refused = await browser.submit(page, "Sign up", somebody("no@example.com"));
    expect(textOf(refused.body)).toContain("Tick the box");
    expect((await own.db.query("SELECT FROM end_users WHERE email = 'no@example.com'")).rowCount).toBe(0);
    const made = await browser.submit(page, "Sign up", { ...somebody("yes@example.com"), consent: "yes" });
    expect(made.header("location"), told(made)).toBe("/");
    const { rows } = await own.db.query(
      "SELECT a.source::text AS source, a.language FROM terms_acceptances a JOIN end_users u ON u.id = a.end_user_id WHERE u.email = 'yes@example.com'",
    );
    expect(rows).toEqual([{ source: "sign_up", language: "en" }]);
    expect((await browser.get("/")).status).toBe(200);
    // A version that came while they typed: the account is made, and asks first.
    const late = new Browser(server.url);
    const before = await late.get("/sign-up");
    await publishText(own, { slug: "use", country: null, version: 2, markdown: "# Use\n\nMore.\n" });
    await late.submit(before, "Sign up", { ...somebody("late@example.com"), consent: "yes" });
    expect((await late.get("/")).header("location")).toBe("/terms?next=%2F");
  });
});
