import { describe, expect, test } from "vitest";
import { redirectWithin } from "./panel-grounds";

const baseUrl = "https://login.example.com";

describe("PN-33: where NextAuth may redirect to", () => {
  test.each([
    "//evil",
    "https://evil",
    "https:evil",
    "/\\evil",
    "/%09/evil",
    "https://login.example.com@evil/panel",
    "https://login.example.com.evil/panel",
    "https://login.example.com:8443/panel",
    "http://login.example.com/panel",
    "javascript:alert(1)",
    "data:x",
    "%",
    "",
    "/api/auth/signout",
    "/panel/../api/auth/signout",
    "/account",
    "/panelx",
    `/panel/${"a".repeat(3000)}`,
    "/panel\r\nset-cookie: a=b",
  ])("%j leads to the panel's home", (url) => expect(redirectWithin({ url, baseUrl })).toBe(`${baseUrl}/panel`));

  test.each(["/panel", "/panel/apps?x=1", "/operator", "/operator/users?user=a%40b.example"])(
    "%s is kept, as a path and as a URL of ours",
    (path) => {
      expect(redirectWithin({ url: path, baseUrl })).toBe(`${baseUrl}${path}`);
      expect(redirectWithin({ url: `${baseUrl}${path}`, baseUrl })).toBe(`${baseUrl}${path}`);
    },
  );
});
