import { describe, expect, test, vi } from "vitest";
import { endUserCookie } from "../people/end-user-cookie";
import { panelCookieOptions, panelCookies } from "./panel-cookies";

vi.mock("next/headers", () => ({}));

describe("the cookies of the two realms", () => {
  test("on https no sibling subdomain can set one: __Host-, Secure, Path=/, no Domain", () => {
    const { session, csrf, callback } = panelCookies("https://login.example.com");
    for (const name of [session, csrf, callback, endUserCookie("https://login.example.com").name]) expect(name).toMatch(/^__Host-/);
    expect(panelCookieOptions("https://login.example.com")).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  });

  test("on http they are plain, for a browser would not take them otherwise", () => {
    expect(panelCookies("http://localhost:3000")).toEqual({
      session: "latchkey_panel",
      csrf: "latchkey_csrf",
      callback: "latchkey_callback",
      secure: false,
    });
    expect(endUserCookie("http://localhost:3000")).toEqual({ name: "eu_session", secure: false });
  });

  test.each(["https://login.example.com", "http://localhost:3000"])(
    "on %s no name begins with the session's: NextAuth would take it for a piece of it",
    (url) => {
      const { session, csrf, callback } = panelCookies(url);
      for (const name of [csrf, callback, endUserCookie(url).name]) expect(name.startsWith(session)).toBe(false);
    },
  );
});
