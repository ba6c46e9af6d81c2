import { describe, expect, test } from "vitest";
import type { Claim } from "./claim";
import { claimRefusals, keyRefusals } from "./refusals";
import { tellLinkChecks } from "./tell-checks";
import { judgeClaim, judgeKey, type KeyRow, type LinkFacts } from "./verify";

const NOW = 1_800_000_000;
const key: KeyRow = {
  id: "k",
  partnerId: "p",
  key: "K",
  username: "ada",
  userId: "7",
  endUserId: "u1",
  revoked: false,
  partnerSuspended: false,
  linksOff: false,
};
const facts: LinkFacts = { arrivedInClear: false, key, offEverywhere: false, signedIn: "u1" };
const claim: Claim = { key: "K", username: "ada", userId: "7", userType: "1", endsAtSeconds: [] };
const reason = (judged: { ok: boolean; reason?: string }) => (judged.ok ? null : judged.reason);

describe("what can be said without the sig", () => {
  test.each([
    [null, {}],
    ["plain_http", { arrivedInClear: true, key: null }],
    ["key_unknown", { key: null, offEverywhere: true, signedIn: null }],
    ["key_revoked", { key: { ...key, revoked: true, partnerSuspended: true } }],
    ["partner_suspended", { key: { ...key, partnerSuspended: true, linksOff: true } }],
    ["links_off_by_operator", { key: { ...key, linksOff: true }, offEverywhere: true }],
    ["links_off", { key: { ...key, linksOff: true }, signedIn: null }],
    ["no_session", { signedIn: null }],
  ])("%s", (expected, changes) => expect(reason(judgeKey({ ...facts, ...changes }))).toBe(expected));
});

describe("P5-04: with a session, the sig has to name the very person whose session it is", () => {
  test.each<[string | null, Partial<Claim> | null, string?]>([
    [null, {}],
    [null, { userId: null, userType: null }],
    ["sig_malformed", null],
    ["keys_differ", { key: "L" }],
    ["username_mismatch", { username: "Ada" }],
    ["username_mismatch", { username: "ada " }],
    ["user_id_mismatch", { userId: "8" }],
    ["user_id_mismatch", { userId: "" }],
    ["user_type_wrong", { userType: "2" }],
    ["other_user", {}, "u2"],
  ])("%s: %j %j", (expected, changes, signedIn = "u1") => {
    const said = changes === null ? null : { ...claim, ...changes };
    expect(reason(judgeClaim({ claim: said, key, signedIn, nowMs: NOW * 1000 }))).toBe(expected);
  });

  test.each([
    [[NOW - 31], "link_over"],
    [[NOW - 30], null],
    [[NOW + 60], null],
    [[NOW + 60, NOW - 31], "link_over"],
  ])("an end at %j is judged with 30 s of leeway: %s", (endsAtSeconds, expected) => {
    expect(reason(judgeClaim({ claim: { ...claim, endsAtSeconds }, key, signedIn: "u1", nowMs: NOW * 1000 }))).toBe(expected);
  });
});

test("the panel tells every check in its order", () => {
  expect(tellLinkChecks("accepted").map(({ name }) => name)).toEqual([...keyRefusals, ...claimRefusals]);
  expect(
    tellLinkChecks("no_session")
      .filter(({ state }) => state === "not_reached")
      .map(({ name }) => name),
  ).toEqual(claimRefusals);
});
