import { describe, expect, test } from "vitest";
import { pageHeaders } from "./page-headers";

const facts = { nonce: "n0nce", publicUrl: "https://login.example.com", development: false, formTargets: [], leadsAway: false };

describe("PN-35: the headers of a page", () => {
  test("let no inline script or style run, no frame hold it, and no form lead away", () => {
    expect(pageHeaders(facts)["content-security-policy"]).toBe(
      "default-src 'self'; script-src 'self' 'nonce-n0nce' 'strict-dynamic'; style-src 'self' 'nonce-n0nce'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
  });

  test("the page with Open lets its form follow the redirect to the app, and those behind it", () => {
    const policy = pageHeaders({ ...facts, formTargets: ["http://localhost:3001", "https:"] })["content-security-policy"];
    expect(policy?.endsWith("form-action 'self' http://localhost:3001 https:")).toBe(true);
  });

  test("are stored by nobody, and sniffed by nobody", () => {
    expect(pageHeaders(facts)).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "same-origin",
    });
  });

  test("what leads to a partner tells it nothing of where it came from", () => {
    expect(pageHeaders({ ...facts, leadsAway: true })["referrer-policy"]).toBe("no-referrer");
  });

  test("https stays https for a year and more, subdomains included; on http nothing is said of it", () => {
    const [, seconds] = /^max-age=(\d+); includeSubDomains$/.exec(pageHeaders(facts)["strict-transport-security"] ?? "") ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(31_536_000);
    expect(pageHeaders({ ...facts, publicUrl: "http://localhost:3000" })).not.toHaveProperty("strict-transport-security");
  });
});
