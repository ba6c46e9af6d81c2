import { describe, expect, test } from "vitest";
import { hmacHex } from "@/lib/crypto/hmac";
import { examineLaunchUrl, type ExaminingFacts } from "./examine-launch-url";
import { launchUrl, readLaunchUrl } from "./launch-url";
import { readPastedLaunch } from "./read-pasted-launch";
import type { LaunchRefusal } from "./refusals";

const NOW_MS = 1_483_257_600_000;
const NOW = NOW_MS / 1000;
const ORIGIN = "https://login.example";
const PT = "Tq4Vw8Xz1Bc5Df7Gh9Jk2Lm6Np3Qr0St8Uv4Wx1Yz5A";
const KEY = "the key & all of it";
const pairing = { vhost: "demo2", confirmed: true, ended: false, partnerSuspended: false, userSuspended: false };
const facts: ExaminingFacts = {
  pairing,
  token: { used: false, expired: false },
  keys: [{ key: KEY, of: "current" }],
  nowMs: NOW_MS,
  publicUrl: ORIGIN,
};
const URL = launchUrl(ORIGIN, { vhost: "demo2", accessToken: PT, ts: NOW }, KEY);
const signedOver = (text: string) => `${ORIGIN}${text}&signature=${hmacHex(KEY, text)}`;

/** Which checks were not passed. */
function notPassed(url: string, changes: Partial<ExaminingFacts> = {}) {
  const { checks } = examineLaunchUrl(url, { ...facts, ...changes });
  return Object.fromEntries(checks.filter(({ state }) => state !== "passed").map(({ name, state }) => [name, state]));
}

describe("the checker of launch URLs", () => {
  test("the vector of the contract", () => {
    const text = "/h/demo2/te/lo.cgi?Action=Launch&pt=AccessToken&ts=1483257600";
    expect(hmacHex("Signature Key", text)).toBe("9991b1c9984c8b2b4495b6a09ce35bec09af044cc653486a8a4421bc9493a205");
    expect(readLaunchUrl("/h/demo2/te/lo.cgi", `${text.split("?")[1] ?? ""}&signature=x`).signedText).toBe(text);
    expect(launchUrl("", { vhost: "demo2", accessToken: "AccessToken", ts: 1483257600 }, "Signature Key")).toBe(
      `${text}&signature=9991b1c9984c8b2b4495b6a09ce35bec09af044cc653486a8a4421bc9493a205`,
    );
  });

  test("a right URL passes every check, and nothing is wrong with it", () => {
    const told = examineLaunchUrl(URL, facts);
    expect(told).toMatchObject({ recognised: true, refusal: null, finding: { of: "current", mistakes: [] }, hints: [] });
    expect(told.checks.every(({ state }) => state === "passed")).toBe(true);
    expect(JSON.stringify(told)).not.toContain(KEY);
  });

  const rows: [string, string, Partial<ExaminingFacts>, Partial<Record<LaunchRefusal, "failed" | "unknown">>][] = [
    [
      "the vhost in capital letters",
      URL.replace("demo2", "Demo2"),
      {},
      { vhost_malformed: "failed", vhost_mismatch: "unknown", signature_mismatch: "failed" },
    ],
    [
      "another pairing's vhost, rightly signed",
      signedOver(`/h/demo9/te/lo.cgi?Action=Launch&pt=${PT}&ts=${NOW}`),
      {},
      { vhost_mismatch: "failed" },
    ],
    [
      "parameters in another order, rightly signed",
      signedOver(`/h/demo2/te/lo.cgi?Action=Launch&ts=${NOW}&pt=${PT}`),
      {},
      { parameters_reordered: "failed" },
    ],
    ["an old ts", URL, { nowMs: NOW_MS + 1_801_000 }, { ts_too_old: "failed" }],
    ["a ts of the future", URL, { nowMs: NOW_MS - 301_000 }, { ts_ahead: "failed" }],
    ["no token that is known", URL, { token: null }, { token_unknown: "failed", token_used: "unknown", token_expired: "unknown" }],
    [
      "a used token, and the pairing over",
      URL,
      { token: { used: true, expired: false }, pairing: { ...pairing, ended: true } },
      { token_used: "failed", pairing_ended: "failed" },
    ],
    ["a key that is over", URL, { keys: [{ key: KEY, of: "ended" }] }, { signature_mismatch: "failed" }],
    [
      "a signature in base64",
      URL.replace(/[0-9a-f]{64}$/, (hex) => Buffer.from(hex, "hex").toString("base64")),
      {},
      { signature_in_base64: "failed", signature_malformed: "unknown", signature_mismatch: "unknown" },
    ],
    [
      "no ts",
      signedOver(`/h/demo2/te/lo.cgi?Action=Launch&pt=${PT}`),
      {},
      {
        parameter_missing: "failed",
        parameters_reordered: "unknown",
        action_wrong: "unknown",
        token_malformed: "unknown",
        ts_malformed: "unknown",
        signature_in_base64: "unknown",
        signature_malformed: "unknown",
        token_unknown: "unknown",
        signature_mismatch: "unknown",
        ts_in_milliseconds: "unknown",
        ts_too_old: "unknown",
        ts_ahead: "unknown",
        token_used: "unknown",
        token_expired: "unknown",
      },
    ],
    [
      "milliseconds",
      launchUrl(ORIGIN, { vhost: "demo2", accessToken: PT, ts: NOW_MS }, KEY),
      {},
      { ts_in_milliseconds: "failed", ts_too_old: "unknown", ts_ahead: "unknown" },
    ],
  ];
  test.each(rows)("%s", (_name, url, changes, expected) => {
    expect(notPassed(url, changes)).toStrictEqual(expected);
  });

  test("what is easier seen than found: capital letters, another pairing's vhost, entities, another host", () => {
    const hintsOf = (url: string) => examineLaunchUrl(url, facts).hints;
    expect(hintsOf(URL.replace("demo2", "DEMO2"))).toEqual(["vhost_upper_case"]);
    expect(hintsOf(URL.replace("demo2", "demo9"))).toEqual(["vhost_of_other_pairing"]);
    expect(hintsOf(URL.replaceAll("&", "&amp;"))).toEqual(["html_entities"]);
    expect(hintsOf(URL.replace("login.example", "staging.example"))).toEqual(["other_origin"]);
  });

  test("a URL is found in what it was pasted with; anything else is told to be none", () => {
    const path = URL.slice(ORIGIN.length);
    for (const pasted of [URL, path, `  ${URL}\n`, `<a href="${URL}">Open</a>`, `curl '${URL}'`, `${URL.slice(0, 60)}\n${URL.slice(60)}`])
      expect(examineLaunchUrl(pasted, facts).refusal, pasted).toBeNull();
    for (const pasted of ["", "hello", "/h/demo2/te/other?Action=Launch", `${ORIGIN}/auth/token?x=y`])
      expect(examineLaunchUrl(pasted, facts), pasted).toMatchObject({ recognised: false, refusal: null, signedText: null });
    expect(readPastedLaunch(URL)).toMatchObject({ origin: ORIGIN, path: "/h/demo2/te/lo.cgi" });
  });
});
