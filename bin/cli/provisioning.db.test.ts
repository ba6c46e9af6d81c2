import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { buyApp } from "@/lib/purchases";
import { isId, newId, NIL_ID } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { anAddress, PASSWORD } from "@/lib/testing/fixtures";
import { type Ending, latchkeyCommand } from "@/lib/testing/latchkey-command";
import { answerOf, codeOf, done, listed, refused } from "@/bin/testing/run-inside";

let database: TestDatabase;
let command: (args: readonly string[], input?: string) => Promise<Ending>;
beforeAll(async () => {
  database = await testDatabase();
  // Its first use would count against the first transaction's deadline, as bin/cli/run-latchkey.ts says.
  await prisma().$connect();
  command = latchkeyCommand({ DATABASE_URL: database.url, LATCHKEY_SECRET: "4".repeat(31) + "d".repeat(33) });
});
afterAll(() => database.drop());
// Processes of their own: slow where the machine has other work.
vi.setConfig({ testTimeout: 120_000 });

const id = expect.toSatisfy((value: string) => isId(value)) as unknown;
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown;

/** As `done`, of the real command. */
async function really(...args: string[]): Promise<Record<string, string>> {
  return answerOf(await command(args)) as Record<string, string>;
}

let partners = 0;
async function partner(...flags: string[]): Promise<{ partnerId: string; slug: string }> {
  const number = (partners += 1);
  const made = await done("partner", "create", "--name", `Partner ${number}`, "--email", anAddress(), "--password", PASSWORD, ...flags);
  return { partnerId: made.partnerId ?? "", slug: `partner-${number}` };
}

test("operator create", async () => {
  const email = anAddress();
  const { code, json, err } = await command(["operator", "create", "--email", email, "--password", "-"], `${PASSWORD}\n`);
  expect({ code, err, json: json() }).toEqual({ code: 0, err: "", json: { accountId: id } });
  expect(await refused("operator", "create", "--email", email, "--password", PASSWORD)).toBe("email_taken");
  expect(await refused("operator", "create", "--email", "x", "--password", PASSWORD)).toBe("email_invalid");
  expect(await refused("operator", "create", "--email", anAddress(), "--password", "short")).toBe("password_invalid");
});

test("partner create, approve, suspend, resume", async () => {
  const { partnerId, slug } = await partner("--time-zone", "Europe/Warsaw", "--share", "62.5");
  const { rows } = await testPool().query(
    "SELECT share_basis_points, partnership, z.zone FROM partners p JOIN partner_time_zones z ON z.partner_id = p.id JOIN partner_shares s ON s.partner_id = p.id WHERE p.id = $1",
    [partnerId],
  );
  expect(rows).toEqual([{ share_basis_points: 6250, partnership: "none", zone: "Europe/Warsaw" }]);
  expect(codeOf(await command(["partner", "resume", "--partner", slug]))).toBe("not_suspended");
  expect(await really("partner", "suspend", "--partner", slug)).toEqual({ status: "suspended" });
  expect(await refused("partner", "approve", "--partner", slug)).toBe("partner_suspended");
  expect(await refused("partner", "suspend", "--partner", partnerId)).toBe("already_suspended");
  expect(await done("partner", "resume", "--partner", partnerId)).toEqual({ status: "none" });
  expect(await done("partner", "approve", "--partner", slug)).toEqual({ status: "active" });
  expect(await refused("partner", "approve", "--partner", slug)).toBe("already_active");
  expect(
    await refused("partner", "create", "--name", "A", "--email", anAddress(), "--password", PASSWORD, "--time-zone", "Mars/Base"),
  ).toBe("time_zone_unknown");
  expect(await refused("partner", "create", "--name", "A", "--email", anAddress(), "--password", PASSWORD, "--share", "101")).toBe(
    "share_percent_invalid",
  );
  expect(await refused("partner", "suspend", "--partner", "nobody")).toBe("partner_unknown");
  expect(await refused("partner", "approve", "--partner", newId())).toBe("partner_unknown");
  expect(await done("partner", "create", "--name", "B", "--email", anAddress(), "--password", PASSWORD)).toEqual({
    partnerId: id,
    accountId: id,
  });
});

test("app create, submit, publish, suspend, resume", async () => {
  const { partnerId, slug } = await partner("--active");
  const create = ["app", "create", "--partner", slug, "--name"];
  const url = ["--service-url", "https://shop.example/enter"];
  const draft = await done(...create, "Draft shop", "--service-url", "http://localhost:4000/", "--free");
  expect(draft).toEqual({ appId: id, slug: "draft-shop", status: "draft" });
  const priced = await done(...create, "Priced", ...url, "--price", "499", "--currency", "EUR", "--published");
  expect(priced).toEqual({ appId: id, slug: "priced", status: "published" });
  await done(...create, "Ready", ...url);
  expect(await done("app", "submit", "--app", "ready")).toEqual({ status: "review" });
  expect(await refused("app", "submit", "--app", "ready")).toBe("in_review");
  expect(await done("app", "publish", "--app", "ready")).toEqual({ status: "published" });
  expect(await done("app", "suspend", "--app", "ready")).toEqual({ status: "suspended" });
  expect(await refused("app", "suspend", "--app", "ready")).toBe("already_suspended");
  expect(await done("app", "resume", "--app", "ready")).toEqual({ status: "published" });
  expect(await refused("app", "publish", "--app", "ready")).toBe("nothing_to_publish");
  expect(await refused("app", "submit", "--app", "ready")).toBe("no_draft");
  expect(await refused("app", "resume", "--app", priced.appId ?? "")).toBe("not_suspended");
  expect(await refused("app", "publish", "--app", newId())).toBe("app_unknown");
  expect(await refused("app", "create", "--partner", "nobody", "--name", "A", ...url)).toBe("partner_unknown");
  expect(await refused(...create, "A", "--service-url", "http://shop.example/", "--published")).toBe("url_not_https");
  expect(await refused(...create, "A", "--service-url", "https://shop.example/?services=1")).toBe("url_has_services_parameter");
  expect(await refused(...create, " ", ...url)).toBe("name_invalid");
  expect(await refused(...create, "A", ...url, "--price", "1", "--currency", "EURO")).toBe("price_invalid");
  const { rows } = await testPool().query("SELECT slug FROM apps WHERE partner_id = $1 ORDER BY id", [partnerId]);
  expect(rows).toEqual([{ slug: "draft-shop" }, { slug: "priced" }, { slug: "ready" }]);
  const told = ["--description", "A *shop*.\nFor all.", "--category", "shopping", "--category", "work"];
  const { appId } = await done(...create, "Told", ...url, ...told);
  await done(...create, "Tagged", ...url, "--tagline", "In a word.");
  expect(await refused(...create, "A", ...url, "--category", "nonsense")).toBe("categories_invalid");
  expect(await refused(...create, "A", ...url, "--tagline", "x".repeat(81))).toBe("tagline_invalid");
  const said = await testPool().query(
    "SELECT tagline, categories FROM app_revisions r JOIN apps a ON a.id = r.app_id WHERE a.id = $1 OR a.slug = ANY ($2) ORDER BY a.id",
    [appId, ["priced", "tagged"]],
  );
  expect(said.rows).toEqual([
    { tagline: "Priced", categories: ["other"] },
    { tagline: "A *shop*.", categories: ["shopping", "work"] },
    { tagline: "In a word.", categories: ["other"] },
  ]);
});

test("without an active partnership nothing is published, and nothing is left behind", async () => {
  const { slug, partnerId } = await partner();
  const create = ["app", "create", "--partner", slug, "--name", "Early", "--service-url", "https://shop.example/"];
  expect(await refused(...create, "--published")).toBe("partnership_required");
  expect((await testPool().query("SELECT 1 FROM apps WHERE partner_id = $1", [partnerId])).rows).toEqual([]);
  await done(...create);
  expect(await refused("app", "publish", "--app", "early")).toBe("partnership_required");
  expect(await refused("app", "submit", "--app", "early")).toBe("partnership_required");
});

test("bearer-token create, revoke", async () => {
  const { slug } = await partner();
  const create = ["bearer-token", "create", "--partner", slug, "--name", "Server"];
  const made = await really(...create, "--expires", "2099-01-01T00:00:00Z", "--scope", "redeem");
  expect(made).toEqual({ tokenId: id, token: expect.stringMatching(/^lk_live_[0-9A-Za-z]{49}$/) as unknown });
  const both = await done(...create);
  const { rows } = await testPool().query("SELECT scopes::text, expires_at FROM bearer_tokens WHERE id = ANY($1) ORDER BY id", [
    [made.tokenId, both.tokenId],
  ]);
  expect(rows).toEqual([
    { scopes: "{redeem}", expires_at: new Date("2099-01-01T00:00:00Z") },
    { scopes: "{redeem,pair}", expires_at: null },
  ]);
  const revoked = await done("bearer-token", "revoke", "--token-id", made.tokenId ?? "");
  expect(revoked).toEqual({ revokedAt: instant });
  expect(await done("bearer-token", "revoke", "--token-id", made.tokenId ?? "")).toEqual(revoked);
  expect(await refused(...create, "--expires", "2020-01-01T00:00:00Z")).toBe("expires_in_the_past");
  expect(await refused(...create, "--scope", "admin")).toBe("scopes_invalid");
  expect(await refused("bearer-token", "revoke", "--token-id", newId())).toBe("bearer_token_unknown");
  expect(await refused("bearer-token", "revoke", "--token-id", "x")).toBe("bearer_token_unknown");
});

test("user create, suspend, resume", async () => {
  const email = anAddress();
  const made = await done("user", "create", "--email", email, "--name", "Ada");
  expect(made).toEqual({ userId: id });
  const unverified = await done("user", "create", "--email", anAddress(), "--password", PASSWORD, "--unverified");
  const { rows } = await testPool().query(
    "SELECT email_verified_at IS NOT NULL AS verified, password_hash IS NOT NULL AS password FROM end_users WHERE id = ANY($1) ORDER BY id",
    [[made.userId, unverified.userId]],
  );
  expect(rows).toEqual([
    { verified: true, password: false },
    { verified: false, password: true },
  ]);
  expect(await done("user", "suspend", "--user", email)).toEqual({ status: "suspended" });
  expect(await refused("user", "suspend", "--email", email)).toBe("already_suspended");
  expect(await done("user", "resume", "--email", email)).toEqual({ status: "active" });
  expect(await refused("user", "resume", "--user", made.userId ?? "")).toBe("not_suspended");
  expect(await refused("user", "create", "--email", email.toUpperCase())).toBe("email_taken");
  expect(await refused("user", "create", "--email", anAddress(), "--password", "short")).toBe("password_invalid");
  expect(await refused("user", "suspend", "--user", anAddress())).toBe("user_unknown");
});

test("purchase list, confirm, refund, reject: a purchase that was paid opens the app, until the money goes back", async () => {
  const { slug } = await partner("--active");
  const create = ["app", "create", "--partner", slug, "--name", "Sold", "--service-url", "https://shop.example/", "--published"];
  const app = await done(...create, "--price", "499", "--currency", "EUR", "--period", "month");
  const email = anAddress();
  const { userId = "" } = await done("user", "create", "--email", email);
  const buy = async () => {
    const seen = { minor: 499, currency: "EUR", period: "month" } as const;
    await buyApp({ endUserId: userId, appId: app.appId ?? "", seen }, { kind: "cli" });
    const [row] = await listed("purchase", "list", "--user", email, "--state", "pending");
    return String(row?.purchaseId);
  };
  const purchase = await buy();
  const launch = ["launch", "--user", email, "--app", app.slug ?? ""];
  expect(await refused(...launch)).toBe("access_missing");
  expect(await refused("access", "grant", "--user", email, "--app", app.slug ?? "")).toBe("purchase_pending");
  expect(await refused("purchase", "refund", "--purchase", purchase)).toBe("purchase_not_confirmed");
  expect(await done("purchase", "confirm", "--purchase", purchase)).toEqual({ status: "confirmed" });
  expect(await refused("purchase", "confirm", "--purchase", purchase)).toBe("purchase_not_pending");
  expect(await done(...launch)).toMatchObject({ token: expect.any(String) as unknown });
  expect(await listed("purchase", "list", "--user", userId)).toMatchObject([
    { purchaseId: purchase, state: "current", priceMinor: 499, currency: "EUR", period: "month", startsAt: instant, endsAt: instant },
  ]);
  expect(await done("purchase", "refund", "--purchase", purchase)).toEqual({ status: "refunded" });
  expect(await refused(...launch)).toBe("access_ended");
  expect(await done("purchase", "reject", "--purchase", await buy())).toEqual({ status: "rejected" });
  for (const verb of ["confirm", "reject", "refund"])
    expect(await refused("purchase", verb, "--purchase", newId())).toBe("purchase_unknown");
});

test("access grant, revoke; launch; events list", async () => {
  const { partnerId, slug } = await partner("--active");
  const app = await done(
    "app",
    "create",
    "--partner",
    slug,
    "--name",
    "Launchable",
    "--service-url",
    "https://shop.example/enter?x=1#top",
    "--published",
  );
  const email = anAddress();
  const { userId } = await done("user", "create", "--email", email);
  const launch = ["launch", "--user", email, "--app", "launchable"];
  expect(await refused(...launch)).toBe("access_missing");
  const granted = await done(
    "access",
    "grant",
    "--user",
    email,
    "--app",
    "launchable",
    "--until",
    "24h",
    "--price",
    "499",
    "--currency",
    "EUR",
  );
  expect(granted).toEqual({ accessId: id });
  const launched = await really(...launch);
  expect(launched).toEqual({
    url: `https://shop.example/enter?x=1&services=${launched.token}#top`,
    token: expect.stringMatching(/^[0-9A-Za-z]{43}$/) as unknown,
  });
  expect(await done("access", "revoke", "--user", email, "--app", app.appId ?? "")).toEqual({ revokedAt: instant });
  expect(await refused(...launch)).toBe("access_ended");
  expect(
    await refused("access", "revoke", "--user", (await done("user", "create", "--email", anAddress())).userId ?? "", "--app", "launchable"),
  ).toBe("access_unknown");
  expect(await refused("access", "grant", "--user", email, "--app", "launchable", "--until", "2020-01-01T00:00:00Z")).toBe(
    "until_in_the_past",
  );
  expect(await refused("access", "grant", "--user", email, "--app", "launchable", "--price", "1", "--currency", "EURO")).toBe(
    "currency_invalid",
  );
  expect(await refused("access", "grant", "--user", anAddress(), "--app", "launchable")).toBe("user_unknown");
  expect(await refused("access", "revoke", "--user", email, "--app", "nothing")).toBe("app_unknown");
  expect(await refused("launch", "--user", anAddress(), "--app", "launchable")).toBe("user_unknown");
  expect(await refused("launch", "--user", email, "--app", "nothing")).toBe("app_unknown");
  const events = await listed("events", "list", "--partner", slug, "--kind", "all");
  // Without --kind an attempt has one event: an accepted launch that never arrived is no attempt that ended.
  const attempts = await listed("events", "list", "--partner", slug);
  expect(attempts.map(({ reason }) => reason)).toEqual(["access_ended", "access_missing"]);
  expect(events.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["refused", "access_ended"],
    ["accepted", "accepted"],
    ["refused", "access_missing"],
  ]);
  expect(events[1]).toEqual({
    id,
    at: instant,
    protocol: "launch-token",
    outcome: "accepted",
    reason: "accepted",
    requestId: id,
    partnerId,
    appId: app.appId,
    userId,
    test: false,
  });
  const narrowed = await listed(
    "events",
    "list",
    "--partner",
    partnerId,
    "--kind",
    "launch",
    "--protocol",
    "launch-token",
    "--outcome",
    "refused",
    "--reason",
    "access_missing",
    "--since",
    "1h",
    "--limit",
    "1",
  );
  expect(narrowed).toEqual([events[2]]);
  expect(await listed("events", "list", "--partner", NIL_ID)).toEqual([]);
  expect(await refused("events", "list", "--partner", "nobody")).toBe("partner_unknown");
});

test("a test launch goes through the user's twin, or the partner's own test user, and never another partner's", async () => {
  const [one, two] = [await partner("--active"), await partner()];
  await done("app", "create", "--partner", one.slug, "--name", "Draft one", "--service-url", "http://localhost:4000/");
  await done("app", "create", "--partner", two.slug, "--name", "Draft two", "--service-url", "http://localhost:4000/");
  const email = anAddress();
  const { userId } = await done("user", "create", "--email", email);
  expect(await refused("launch", "--user", email, "--app", "draft-one")).toBe("app_not_published");
  expect((await done("launch", "--user", email, "--app", "draft-one", "--test")).url).toMatch(/^http:\/\/localhost:4000\/\?services=/);
  await done("launch", "--user", userId ?? "", "--app", "draft-one", "--test");
  const twins = await testPool().query<{ id: string }>("SELECT id FROM end_users WHERE test_partner_id = $1", [one.partnerId]);
  expect(twins.rows).toHaveLength(1);
  const twin = twins.rows[0]?.id ?? "";
  await done("launch", "--user", twin, "--app", "draft-one", "--test");
  expect(await refused("launch", "--user", twin, "--app", "draft-two", "--test")).toBe("not_a_test_user");
  const events = await listed("events", "list", "--partner", one.slug, "--outcome", "accepted", "--kind", "launch");
  expect(events.map(({ test: isTest, userId: whose }) => [isTest, whose])).toEqual(Array(3).fill([true, twin]));
});

test("everything that was changed is told, with the command line as the one who did it", async () => {
  const { rows } = await testPool().query<{ actor_kind: string }>("SELECT DISTINCT actor_kind, actor_id FROM audit_events");
  expect(rows).toEqual([{ actor_kind: "cli", actor_id: null }]);
});
