import { describe, expect, test } from "vitest";
import { isForeign, isSameOrigin } from "./same-origin";

const own = "https://login.example";

describe("PN-07, PN-08, PN-09: who may send a form", () => {
  test.each([
    ["our page", { secFetchSite: "same-origin", origin: own }, true],
    ["our page, in a browser without Fetch Metadata", { secFetchSite: null, origin: own }, true],
    ["the address bar", { secFetchSite: "none", origin: null }, true],
    ["another site", { secFetchSite: "cross-site", origin: "https://evil.example" }, false],
    ["another site, in an old browser", { secFetchSite: null, origin: "https://evil.example" }, false],
    ["a neighbour below the same domain", { secFetchSite: "same-site", origin: "https://other.example" }, false],
    ["a sandboxed frame", { secFetchSite: "cross-site", origin: "null" }, false],
    ["a frame that says it is us", { secFetchSite: null, origin: "null" }, false],
    ["a name that was bound to our address", { secFetchSite: "same-origin", origin: "http://evil.example" }, false],
    ["our host over plain http", { secFetchSite: null, origin: "http://login.example" }, false],
    ["our host on another port", { secFetchSite: null, origin: "https://login.example:8443" }, false],
    ["no browser", { secFetchSite: null, origin: null }, false],
  ])("%s", (_name, sender, may) => {
    expect(isSameOrigin(sender, own)).toBe(may);
  });

  test("on one's own machine localhost and 127.0.0.1 are one place, on one port", () => {
    const local = "http://localhost:3000";
    expect(isSameOrigin({ secFetchSite: "same-origin", origin: "http://127.0.0.1:3000" }, local)).toBe(true);
    expect(isSameOrigin({ secFetchSite: null, origin: "http://127.0.0.1:3001" }, local)).toBe(false);
    expect(isSameOrigin({ secFetchSite: null, origin: "http://127.0.0.1.evil.example:3000" }, local)).toBe(false);
  });

  test("where a CSRF token is asked for as well, a client that is no browser may come", () => {
    expect(isForeign({ secFetchSite: null, origin: null }, own)).toBe(false);
    expect(isForeign({ secFetchSite: null, origin: "https://evil.example" }, own)).toBe(true);
    expect(isForeign({ secFetchSite: "cross-site", origin: null }, own)).toBe(true);
  });
});
