import { expect, test } from "vitest";
import { environment } from "../env";
import { compose, type Mail } from "./messages";

const token = "k".repeat(43);
const mails: Mail[] = [
  { kind: "confirmEmail", realm: "people", email: "ada@example.com", token },
  { kind: "confirmEmail", realm: "panel", email: "ada@example.com", token },
  { kind: "confirmNewEmail", realm: "people", email: "ada@example.com", token },
  { kind: "emailChangeAsked", realm: "people", email: "new@example.com" },
  { kind: "resetPassword", realm: "panel", token },
  { kind: "passwordChanged", realm: "people" },
  { kind: "addressTaken", realm: "panel" },
  ...(["pairingProposed", "pairingInvited", "pairingConfirmed", "pairingEnded"] as const).map((kind): Mail => ({
    kind,
    realm: "people",
    email: "ada@example.com",
    partnerName: "Acme & <i>Sons</i>",
  })),
];

test.each(mails)("PN-27: every link of $kind ($realm) is on our own address", (mail) => {
  const { publicUrl } = environment();
  const { subject, text, html } = compose(mail, "en");
  expect(subject).not.toMatch(/[\r\n]/);
  for (const body of [text, html]) {
    const links = body.match(/https?:\/\/[^\s"'<]+/g) ?? [];
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) expect(link.startsWith(publicUrl), link).toBe(true);
    const panel = links.some((link) => link.startsWith(`${publicUrl}/panel/`));
    expect(panel).toBe(mail.realm === "panel");
  }
});

test("what somebody typed is text in the HTML, never markup", () => {
  const { html } = compose({ kind: "emailChangeAsked", realm: "people", email: `<b>"x"</b>&'@example.com` }, "en");
  expect(html).not.toContain("<b>");
  expect(html).toContain("&lt;b&gt;&quot;x&quot;&lt;/b&gt;&amp;&#39;@example.com");
});

test("the HTML fetches nothing: no picture, no script, no stylesheet", () => {
  for (const mail of mails) expect(compose(mail, "en").html).not.toMatch(/<(img|script|link|iframe)|url\(|@import/);
});
