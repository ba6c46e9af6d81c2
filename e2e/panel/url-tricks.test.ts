import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Browser } from "../support/pages-browser";
import { type Cast, createCast, signInToPanel, tracesOf } from "../support/pages-cast";
import { comparable, expectNothingOf, expectSafe, expectSignIn } from "../support/pages-checks";
import { formWith, valuesOf } from "../support/pages-html";
import { told } from "../support/pages-http";
import { doors, frontDoor } from "../support/test-servers";

let cast: Cast;
let tracesOfA: string[];
let tracesOfB: string[];
beforeAll(async () => {
  cast = await createCast(inject("databaseUrl"));
  tracesOfA = await tracesOf(cast, cast.partners.A);
  tracesOfB = await tracesOf(cast, cast.partners.B);
});
afterAll(() => cast.close());

// Words by which Next talks to itself, and ours. From outside they were ways around a check (CVE-2025-29927 and its kin).
const fiveTimes = (name: string) => Array.from({ length: 5 }, () => name).join(":");
const internalWords: [name: string, value: string][] = [
  ["x-middleware-subrequest", fiveTimes("middleware")],
  ["x-middleware-subrequest", fiveTimes("src/middleware")],
  ["x-middleware-subrequest", fiveTimes("proxy")],
  ["x-middleware-subrequest", fiveTimes("src/proxy")],
  ["x-middleware-next", "1"],
  ["x-middleware-rewrite", "/panel/apps"],
  ["x-middleware-override-headers", "cookie"],
  ["x-nextjs-data", "1"],
  ["x-matched-path", "/panel/apps"],
  ["x-invoke-path", "/panel/apps"],
  ["x-invoke-status", "200"],
  ["x-now-route-matches", "1=panel"],
  ["x-original-url", "/panel/apps"],
  ["x-rewrite-url", "/panel/apps"],
  ["x-http-method-override", "POST"],
  ["next-url", "/panel/apps"],
  ["next-router-prefetch", "1"],
  ["next-router-segment-prefetch", "/_tree"],
  ["next-router-state-tree", encodeURIComponent(JSON.stringify(["", { children: ["panel", {}] }]))],
  ["x-prerender-revalidate", "x"],
  ["x-latchkey-door", "x 01a20210-0000-7000-8000-000000000000 127.0.0.1"],
];

const asPageAndAsData: Record<string, string>[] = [{}, { rsc: "1" }];

describe.each(doors())("PN-04, %s", (_name, { url }) => {
  test("PN-04: no header that Next uses inside opens a closed page, or changes what a visitor sees", async () => {
    const visitor = new Browser(url);
    const home = comparable(await visitor.get("/sign-up"));
    for (const [name, value] of internalWords) {
      const closed = await visitor.get("/panel/apps", { [name]: value });
      expectSignIn(closed, "panel");
      expectNothingOf(closed, tracesOfA);
      expect(closed.header("content-security-policy"), `${name}: proxy.ts has run`).toContain("frame-ancestors 'none'");
      const open = await visitor.get("/sign-up", { [name]: value });
      expect(comparable(open), `${name}: ${value}`).toEqual(home);
    }
  });

  test("PN-04: our own words between proxy and page cannot be said from outside", async () => {
    const visitor = new Browser(url);
    const forged = "01a20210-aaaa-7bbb-8ccc-dddddddddddd";
    const headers = {
      "x-request-id": forged,
      "x-request-path": "/panel/settings?from=outside",
      "x-latchkey-path": "/panel/settings?from=outside",
    };
    const answer = await visitor.get("/panel/apps", headers);
    expectSignIn(answer, "panel");
    expect(answer.header("x-request-id"), "an id of ours").not.toBe(forged);
    expect(decodeURIComponent(answer.header("location") ?? "")).toBe("/panel/sign-in?callbackUrl=/panel/apps");
    const nonce = "nonce-forged";
    const page = await visitor.get("/sign-up", { "content-security-policy": `script-src '${nonce}'`, "x-nonce": "forged" });
    expect(page.body).not.toContain("forged");
  });
});

describe.each(doors())("PN-05, %s", (_name, { url, door }) => {
  test("PN-05: no spelling of a closed page shows its data or leaves an answer that a cache may keep", async () => {
    const id = cast.apps.aDraft.id;
    const spellings = [
      "/panel.rsc",
      "/panel/apps.rsc",
      `/panel/apps/${id}.rsc`,
      `/panel/apps/${id}/edit.rsc`,
      "/panel.txt",
      "/panel.json",
      "/panel.html",
      "/panel.segments/_tree.segment.rsc",
      `/panel/apps/${id}.segments/_tree.segment.rsc`,
      `/panel/apps/${id}.segments/panel/apps/__PAGE__.segment.rsc`,
      "/panel.prefetch.rsc",
      "/_next/data/build/panel.json",
      `/_next/data/build/panel/apps/${id}.json`,
      "/panel/",
      "/panel/apps/",
      "/%70anel",
      "/panel%2fapps",
      "/PANEL",
      "/Panel/apps",
      "/panel?_rsc=abc",
      "/panel/apps?_rsc=abc",
      "/panel;x=1",
      "/panel/apps;jsessionid=1",
      "/en/panel",
      "/_next/panel",
      "/index/panel",
      "/panel%00",
      "/panel%20",
      "/(panel)/panel",
      "/%28panel%29/panel/apps",
      "/_next/image?url=%2Fpanel%2Fapps&w=64&q=75",
    ];
    const evenMore = [
      "//panel",
      "/panel//apps",
      "/panel/.",
      "/./panel",
      "/x/../panel",
      "/panel/%2e",
      "/x/%2e%2e/panel",
      "\\panel",
      "/\\panel",
      "/%E0%A4%A/panel",
    ];
    for (const path of door === "front" ? [...spellings, ...evenMore] : spellings) {
      for (const headers of asPageAndAsData) {
        const answer = await new Browser(url).get(path, headers);
        expectSafe(answer);
        expectNothingOf(answer, tracesOfA);
        if (answer.status === 200) expect(answer.body, `${path} is no page`).toContain("NEXT_REDIRECT;replace;/panel/sign-in");
        if (answer.status >= 300 && answer.status < 400)
          expect(answer.header("location"), told(answer)).toMatch(/^\/(?:panel\/sign-in\?|[^/\\])/);
      }
    }
  });

  test("PN-05: React's data of a page of A are no more than the page: nothing of it for B or for an end user", async () => {
    const other = await signInToPanel(new Browser(url), cast.people.bOwner);
    const id = cast.apps.aDraft.id;
    for (const path of [`/panel/apps/${id}`, `/panel/apps/${id}/edit`]) {
      for (const [query, headers] of [
        ["", {}],
        ["?_rsc=x", { rsc: "1" }],
        ["?_rsc=x", { rsc: "1", "next-router-prefetch": "1" }],
      ] as const) {
        const answer = await other.get(`${path}${query}`, headers);
        expectSafe(answer);
        expectNothingOf(answer, tracesOfA);
      }
    }
  });
});

describe("PN-06", () => {
  test("PN-06: an id in the query never stands for the one in the path", async () => {
    const { url } = frontDoor();
    const owner = await signInToPanel(new Browser(url), cast.people.aOwner);
    const [own, foreign] = [cast.apps.aDraft.id, cast.b.draft.id];
    const words = ["appId", "nxtPappId", "nxtIappId", "[appId]", "params[appId]", "id"];
    for (const page of ["", "/edit"]) {
      const query = words.map((word) => `${encodeURIComponent(word)}=${foreign}`).join("&");
      const mine = await owner.get(`/panel/apps/${own}${page}?${query}`);
      expectSafe(mine);
      expectNothingOf(mine, tracesOfB);
      for (const form of page === "/edit" ? [formWith(mine.body, "Save the draft")] : []) {
        expect(valuesOf(form), "the form is about the app of the path").toContainEqual(["appId", own]);
      }
      const theirs = await owner.get(`/panel/apps/${foreign}${page}?${query.replaceAll(foreign, own)}`);
      expect(theirs.status, told(theirs)).toBe(404);
      expectNothingOf(theirs, tracesOfB);
    }
  });
});
