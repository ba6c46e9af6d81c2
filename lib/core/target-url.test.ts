import { describe, expect, test } from "vitest";
import { checkTargetUrl, withServicesToken } from "./target-url";

const draft = { published: false, platformOnLoopback: false };
const published = { published: true, platformOnLoopback: false };

describe("a Service URL", () => {
  test.each(["https://shop.example", "https://shop.example/login?a=1&b=%20#top", "http://localhost:3001/login", "http://10.0.0.7/"])(
    "of a draft may be %s, kept byte for byte",
    (url) => {
      expect(checkTargetUrl(url, draft)).toEqual({ ok: true, value: url });
    },
  );

  test.each([
    ["shop.example/login", "url_malformed"],
    ["https:shop.example", "url_malformed"],
    ["https:///login", "url_malformed"],
    ["https://shop.example/a b", "url_malformed"],
    ["https://shop.example\\@evil.example", "url_malformed"],
    ["https://shop.example/\r\nSet-Cookie: a", "url_malformed"],
    ["https://shöp.example/", "url_malformed"],
    ["javascript:alert(1)", "url_not_http"],
    ["ftp://shop.example/", "url_not_http"],
    ["file:///etc/passwd", "url_not_http"],
    ["https://user@shop.example/", "url_has_credentials"],
    ["https://:secret@shop.example/", "url_has_credentials"],
    ["https://shop.example/?services=1", "url_has_services_parameter"],
    [`https://shop.example/${"x".repeat(2048)}`, "url_too_long"],
  ])("%s is refused: %s", (url, reason) => {
    expect(checkTargetUrl(url, draft)).toEqual({ ok: false, reason });
  });

  test("of a published app is https, and http on loopback only where the platform itself is", () => {
    expect(checkTargetUrl("http://shop.example/", published)).toEqual({ ok: false, reason: "url_not_https" });
    expect(checkTargetUrl("http://localhost:3001/", published)).toEqual({ ok: false, reason: "url_not_https" });
    const demo = { published: true, platformOnLoopback: true };
    expect(checkTargetUrl("http://localhost:3001/", demo).ok).toBe(true);
    expect(checkTargetUrl("http://localhost.shop.example/", demo)).toEqual({ ok: false, reason: "url_not_https" });
  });
});

describe("the token joins the Service URL", () => {
  test.each([
    ["https://a.example", "https://a.example?services=T"],
    ["https://a.example/login", "https://a.example/login?services=T"],
    ["https://a.example/login?", "https://a.example/login?services=T"],
    ["https://a.example/login?x=1", "https://a.example/login?x=1&services=T"],
    ["https://a.example/login?x=1&", "https://a.example/login?x=1&services=T"],
    ["https://a.example/l?x=%20+%zz&&y#frag?ment", "https://a.example/l?x=%20+%zz&&y&services=T#frag?ment"],
    ["https://a.example/#top", "https://a.example/?services=T#top"],
  ])("%s → %s", (url, expected) => {
    expect(withServicesToken(url, "T")).toBe(expected);
  });
});
