import { createHash } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { aPicture, Browser, type Upload } from "../support/pages-browser";
import { type Cast, createCast, type NewApp, signInToPanel, stateOf } from "../support/pages-cast";
import { expectSafe } from "../support/pages-checks";
import { controlNamed, formsOf, formWith } from "../support/pages-html";
import { type PageAnswer, sendRequest, told } from "../support/pages-http";
import { rawExchange } from "../support/raw-http";
import { frontDoor } from "../support/test-servers";

const { url } = frontDoor();
const KIB = 1024;
let cast: Cast;
let owner: Browser;
let app: NewApp;
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  owner = await signInToPanel(new Browser(url), cast.people.aOwner);
  app = await cast.newApp(cast.partners.A, "draft");
});
afterAll(() => cast.close());

const page = () => `/panel/apps/${app.id}/icon`;
const iconOf = async (appId: string) => {
  const { rows } = await cast.db.query<{ icon: string | null }>(
    "SELECT encode(icon_hash, 'hex') AS icon FROM app_revisions WHERE app_id = $1 ORDER BY id DESC LIMIT 1",
    [appId],
  );
  return rows[0]?.icon ?? null;
};
const png = (side: number) =>
  sharp({ create: { width: side, height: side, channels: 3, background: "#336699", noise: { type: "gaussian", mean: 128, sigma: 50 } } })
    .png({ compressionLevel: 0 })
    .toBuffer();
async function upload(icon: Upload | string | null): Promise<PageAnswer> {
  return owner.submit(await owner.get(page()), "Save the icon", { icon });
}
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><script>alert("x")</script></svg>';

describe("PN-45: an icon is uploaded", () => {
  test("PN-45: a picture is drawn anew, stored under a name of ours, and shown", async () => {
    const answer = await upload({ ...aPicture, fileName: "../../x.png" });
    expect(answer.status, told(answer)).toBe(303);
    const icon = (await iconOf(app.id)) ?? "";
    expect(icon).toMatch(/^[0-9a-f]{64}$/);
    for (const path of [`/panel/apps/${app.id}`, page(), "/panel/apps"]) {
      const shown = await owner.get(path);
      expect(shown.body, path).toContain(`/icons/${icon}-`);
      expect(shown.body, path).not.toContain("x.png");
    }
    const { rows } = await cast.db.query<{ large: Buffer }>("SELECT large FROM app_icons WHERE hash = decode($1, 'hex')", [icon]);
    expect(
      createHash("sha256")
        .update(rows[0]?.large ?? "")
        .digest("hex"),
    ).toBe(icon);
  });

  test.each([
    ["an SVG that says so", () => ({ fileName: "a.svg", type: "image/svg+xml", bytes: Buffer.from(svg) }), /SVG/],
    ["an SVG that says it is a PNG", () => ({ fileName: "a.png", type: "image/png", bytes: Buffer.from(svg) }), /no picture/],
    [
      "a page that says it is a picture",
      () => ({ fileName: "a.png", type: "image/png", bytes: Buffer.from("<script>alert(1)</script>") }),
      /no picture/,
    ],
    ["no file", () => ({ fileName: "", type: "application/octet-stream", bytes: Buffer.alloc(0) }), /Choose a picture/],
    ["a text where a file is meant", () => "a text", /Choose a picture/],
    ["nothing at all", () => null, /Choose a picture/],
    ["a picture that is too small", async () => ({ ...aPicture, bytes: await png(20) }), /64 pixels/],
    ["3 MB", async () => ({ ...aPicture, bytes: await png(1024) }), /more than 2 MB/],
  ])("PN-45: %s is refused in a sentence at the field, and changes nothing", async (_what, make, sentence) => {
    const before = await iconOf(app.id);
    const answer = await upload(await make());
    expectSafe(answer);
    expect(answer.status).toBe(200);
    expect(controlNamed(formWith(answer.body, "Save the icon"), "icon").error).toMatch(sentence);
    expect(answer.body).not.toContain("<script>alert(1)");
    expect(await iconOf(app.id)).toBe(before);
  });

  test("PN-45: the file's first bytes count, not its name: a PNG called .svg is taken", async () => {
    const other = await sharp({ create: { width: 80, height: 80, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    expect((await upload({ fileName: "a.svg", type: "image/svg+xml", bytes: other })).status).toBe(303);
  });

  test("PN-45: 11 MB are 413 and a page that says what to do", async () => {
    const answer = await upload({ ...aPicture, bytes: Buffer.alloc(11 * KIB * KIB) });
    expectSafe(answer);
    expect(answer.status).toBe(413);
    expect(answer.header("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.body).toContain("An icon has at most 2 MB.");
    expect(answer.header("content-security-policy")).toContain("default-src 'none'");
  });

  test("an app in review keeps its icon; one that is published gets a draft, and users see nothing of it yet", async () => {
    const inReview = await cast.newApp(cast.partners.A, "review");
    expect(formsOf((await owner.get(`/panel/apps/${inReview.id}/icon`)).body).filter(({ multipart }) => multipart)).toEqual([]);
    const form = await owner.get(page());
    const refused = await owner.submit(form, "Save the icon", { icon: aPicture, appId: inReview.id });
    expect(formWith(refused.body, "Save the icon").sentence).toMatch(/in review/);
    const published = await cast.newApp(cast.partners.A, "published");
    expect((await owner.submit(form, "Save the icon", { icon: aPicture, appId: published.id })).status).toBe(303);
    expect((await new Browser(url).get(`/services/${published.slug}`)).body).not.toContain("/icons/");
    expect(await iconOf(published.id)).not.toBeNull();
  });

  test("an icon is removed again", async () => {
    await upload(aPicture);
    const removed = await owner.submit(await owner.get(page()), "Remove the icon", {});
    expect(removed.status, told(removed)).toBe(303);
    expect(await iconOf(app.id)).toBeNull();
    expect((await owner.get(page())).body).not.toContain("/icons/");
  });

  test("PN-11: nobody changes the icon of another partner's app, nor without a session", async () => {
    const before = await stateOf(cast, cast.partners.B);
    const form = await owner.get(page());
    const answer = await owner.submit(form, "Save the icon", { icon: aPicture, appId: cast.b.draft.id });
    expect(formWith(answer.body, "Save the icon").sentence).toMatch(/^There is no such app/);
    expect((await owner.get(`/panel/apps/${cast.b.draft.id}/icon`)).status).toBe(404);
    const stranger = await new Browser(url).submit(form, "Save the icon", { icon: aPicture });
    expect(stranger.header("location")).toMatch(/^\/panel\/sign-in/);
    const foreign = await owner.submit(form, "Save the icon", { icon: aPicture }, { headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    expect(await stateOf(cast, cast.partners.B)).toBe(before);
  });
});

describe("the door lets larger bodies through to the pages with an upload, and to nothing else", () => {
  const body = Buffer.alloc(300 * KIB, "a");
  const post = (path: string, type = "multipart/form-data; boundary=x") =>
    sendRequest(url, { method: "POST", path, body, headers: { origin: url, "sec-fetch-site": "same-origin", "content-type": type } });

  test.each([
    ["/panel/apps/new", undefined],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000", undefined],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000/edit", undefined],
    ["/panel/apps/x/icon", undefined],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000/icon/", undefined],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000/icon/x", undefined],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000/%69con", undefined],
    ["/x/panel/apps/01a20210-0000-7000-8000-000000000000/icon", undefined],
    ["/sign-in?/panel/apps/01a20210-0000-7000-8000-000000000000/icon", undefined],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000/icon", "application/x-www-form-urlencoded"],
    ["/panel/apps/01a20210-0000-7000-8000-000000000000/icon", "text/plain"],
  ])("300 KB to %s as %s are 413", async (path, type) => {
    expect((await post(path, type)).status).toBe(413);
  });

  test("a body without a length is refused there too", async () => {
    const head = `POST ${page()} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: ${url}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const [answer] = await rawExchange(url, Buffer.from(head));
    expect(answer?.status).toBe(411);
  });
});

describe("PN-45: a picture is served", () => {
  const serve = (path: string, headers = {}) => new Browser(url).get(path, headers);

  test("PN-45: from a path without cookies, with headers under which it is a picture and nothing else", async () => {
    await upload(aPicture);
    const icon = (await iconOf(app.id)) ?? "";
    for (const [size, browser] of [
      [64, new Browser(url)],
      [256, owner],
    ] as const) {
      const answer = await browser.get(`/icons/${icon}-${size}.webp`);
      expect(answer.status).toBe(200);
      expect(answer.header("content-type")).toBe("image/webp");
      expect(answer.header("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.header("x-content-type-options")).toBe("nosniff");
      expect(answer.header("content-disposition")).toBe(`attachment; filename="icon-${size}.webp"`);
      expect(answer.header("content-security-policy")).toMatch(/^default-src 'none'; frame-ancestors 'none'/);
      expect(answer.header("cross-origin-resource-policy")).toBe("same-origin");
      expect(answer.setCookies).toEqual([]);
      expect(answer.header("vary") ?? "").not.toMatch(/cookie/i);
    }
    const head = await sendRequest(url, { method: "HEAD", path: `/icons/${icon}-64.webp` });
    expect([head.status, head.body]).toEqual([200, ""]);
  });

  test.each([
    `/icons/${"0".repeat(64)}-64.webp`,
    `/icons/${"0".repeat(64)}-128.webp`,
    `/icons/${"0".repeat(64)}-64.webp/x`,
    `/icons/${"0".repeat(64)}-64.png`,
    `/icons/${"0".repeat(63)}-64.webp`,
    `/icons/${"G".repeat(64)}-64.webp`,
    "/icons/..%2f..%2fetc%2fpasswd",
    "/icons/%00-64.webp",
    "/icons/",
    "/icons",
  ])("PN-45: %s is 404, and kept by no cache", async (path) => {
    const answer = await serve(path);
    expectSafe(answer);
    expect(answer.status).toBe(404);
    expect(answer.header("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("a POST is 405", async () => {
    const answer = await new Browser(url).post(`/icons/${"0".repeat(64)}-64.webp`, "");
    expect(answer.status).toBe(405);
  });
});

describe("two tabs with one draft", () => {
  const typed = { tagline: "t", description: "d", serviceUrl: "https://app.example/" };

  test("the second save does not overwrite the first; what was typed stays in the form", async () => {
    const path = `/panel/apps/${app.id}/edit`;
    const [one, other] = [await owner.get(path), await owner.get(path)];
    expect((await owner.submit(one, "Save the draft", { ...typed, name: "Of one tab" })).status).toBe(303);
    const refused = await owner.submit(other, "Save the draft", { ...typed, name: "Of the other" });
    const form = formWith(refused.body, "Save the draft");
    expect(form.sentence).toMatch(/changed meanwhile/);
    expect(controlNamed(form, "name").value).toBe("Of the other");
    const { rows } = await cast.db.query("SELECT name FROM app_revisions WHERE app_id = $1", [app.id]);
    expect(rows).toEqual([{ name: "Of one tab" }]);
    // Told of it, they may insist.
    expect((await owner.submit(refused, "Save the draft", {})).status).toBe(303);
  });
});
