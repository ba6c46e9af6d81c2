import { expect, test } from "vitest";
import { turnPortalLink } from "./turn-portal-link";

const places = { iss: "<iss>", jti: "<jti>", exp: "<exp>", aud: "farfalla", uuid: "<uuid>" };
const said = { key: "K", user_id: 7, username: "ada@shop.example", password: "canary-password", user_type: 1, timeout: 1 };
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");

test("an old link, its query or its sig alone become the claims of a token, and the password stays behind", () => {
  const sig = base64(said);
  const link = `https://a.example/portal?auth=1&sig=${encodeURIComponent(sig)}&key=K`;
  for (const pasted of [
    link,
    ` ${link}\n`,
    `auth=1&sig=${encodeURIComponent(sig)}`,
    sig,
    Buffer.from(sig, "base64").toString("base64url"),
  ]) {
    const turned = turnPortalLink(pasted, places);
    expect(turned?.hadPassword, pasted).toBe(true);
    expect(turned?.claims).not.toContain("canary");
    expect(JSON.parse(turned?.claims ?? "")).toEqual({
      iss: "<iss>",
      jti: "<jti>",
      exp: "<exp>",
      aud: "farfalla",
      sub: "user",
      user: { uuid: "7", email: "ada@shop.example" },
    });
  }
});

test("without an id of its own the user is the username, and only an address is an e-mail", () => {
  const turned = turnPortalLink(base64({ ...said, user_id: 0, username: "ada", password: "" }), places);
  expect(turned?.hadPassword).toBe(false);
  expect(JSON.parse(turned?.claims ?? "")).toMatchObject({ user: { uuid: "ada" } });
  expect(turned?.claims).not.toContain("email");
});

test.each(["", "https://a.example/portal?auth=1&key=K", "%%%", base64([1]), base64("x"), base64({ key: "K" }), "no link"])(
  "%j is no portal link",
  (pasted) => expect(turnPortalLink(pasted, places)).toBeNull(),
);
