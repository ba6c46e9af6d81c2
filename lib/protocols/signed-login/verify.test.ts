import { expect, test } from "vitest";
import { isHmacHex } from "@/lib/crypto/hmac";
import { type CallRefusal, callRefusals } from "./refusals";
import { tellCallChecks } from "./tell-checks";
import { type Call, type CallFacts, callOrder, isNonce, readSaidUser, signedBodyText, signedText, verifyCaller } from "./verify";

const nowMs = Date.UTC(2026, 10, 24, 12);
const at = (seconds: number) => new Date(nowMs + seconds * 1000).toISOString().replace(/\.\d+Z/, "+0000");
const call: Call = {
  apiKey: "x3vyr8icn081mlrr0rn",
  method: "SIGNATURE",
  timestamp: at(0),
  signature: "ab".repeat(32),
  bodySignature: null,
  nonce: null,
  body: new Uint8Array(),
};
const client = { disabled: false, partnerSuspended: false, strictMode: false, callerAddresses: [] as string[] };
const facts: CallFacts = { call, client, clientIp: "192.0.2.7", signatureRight: true, bodySignatureRight: null, nowMs };

const verdict = (changes: Partial<CallFacts>): CallRefusal | "accepted" => {
  const result = verifyCaller({ ...facts, ...changes });
  return result.ok ? "accepted" : result.reason;
};
const withCall = (changes: Partial<Call>) => verdict({ call: { ...call, ...changes } });

test("the text that is signed is the seed's: API key, colon, timestamp as received", () => {
  expect(signedText(call)).toBe("x3vyr8icn081mlrr0rn:2026-11-24T12:00:00+0000");
  // Worked out by openssl: printf '%s' 'YOUR_API_KEY:2021-07-06T09:44:02+0000' | openssl dgst -sha256 -hmac 'YOUR_SECRET_KEY'
  const vector = "8f79b8dd26e4653f32bcf30dbb9ff6c0179a5b2be210f484e1fc822a1b00f257";
  expect(isHmacHex("YOUR_SECRET_KEY", signedText({ apiKey: "YOUR_API_KEY", timestamp: "2021-07-06T09:44:02+0000" }), vector)).toBe(true);
  expect(isHmacHex("YOUR_SECRET_KEY", signedText({ apiKey: "YOUR_API_KEY", timestamp: "2021-07-06T09:44:02Z" }), vector)).toBe(false);
});

test("a call in order passes; each check that fails names itself", () => {
  expect(verdict({})).toBe("accepted");
  expect(withCall({ signature: call.signature.toUpperCase() })).toBe("accepted");
  for (const method of ["signature", "NONE", "PASSWORD"]) expect(withCall({ method }), "P3-10").toBe("method_not_signature");
  expect(verdict({ client: null })).toBe("api_key_unknown");
  expect(verdict({ client: { ...client, disabled: true } })).toBe("client_disabled");
  expect(verdict({ client: { ...client, partnerSuspended: true } })).toBe("partner_suspended");
  expect(verdict({ client: { ...client, callerAddresses: ["198.51.100.0/24"] } })).toBe("caller_not_allowed");
  expect(verdict({ client: { ...client, callerAddresses: ["192.0.2.0/24"] } })).toBe("accepted");
  expect(withCall({ signature: Buffer.alloc(32, 7).toString("base64") }), "P3-06").toBe("signature_in_base64");
  for (const signature of ["ab".repeat(16), "a".repeat(63), "a".repeat(65), `0x${"a".repeat(62)}`, "z".repeat(64), "a".repeat(10_000)])
    expect(withCall({ signature }), signature.slice(0, 70)).toBe("signature_malformed");
  expect(verdict({ signatureRight: false })).toBe("signature_mismatch");
  expect(withCall({ timestamp: "2026-11-24T12:00:00" })).toBe("timestamp_malformed");
  expect(verdict({ client: { ...client, strictMode: true } })).toBe("body_signature_missing");
  expect(verdict({ client: { ...client, strictMode: true }, bodySignatureRight: true })).toBe("accepted");
  expect(verdict({ bodySignatureRight: false }), "a body signature that is there has to be right").toBe("body_signature_mismatch");
});

test("P3-11: the window is five minutes either way", () => {
  const seconds = [-301, -300, -299, 299, 300, 301];
  expect(seconds.map((one) => withCall({ timestamp: at(one) }))).toEqual([
    "timestamp_too_old",
    ...Array.from({ length: 4 }, () => "accepted"),
    "timestamp_in_future",
  ]);
});

test("a wrong signature is named before what it is over, and every reason has a place in the order", () => {
  expect(verdict({ signatureRight: false, call: { ...call, timestamp: at(-900) } })).toBe("signature_mismatch");
  expect([...callOrder].sort()).toEqual(Object.keys(callRefusals).sort());
  expect(Object.keys(callRefusals)).toEqual(callOrder);
  expect(tellCallChecks("signature_mismatch").find(({ state }) => state === "failed")?.name).toBe("signature_mismatch");
});

const said = (body: unknown) => readSaidUser(Buffer.from(typeof body === "string" ? body : JSON.stringify(body)));
const user = { externalId: "e1", clientCountry: "ES" };
const reasonOf = (body: unknown) => {
  const result = said(body);
  return result.ok ? "accepted" : result.reason;
};

test("the body of the seed", () => {
  const seeds = { externalId: "external-id-example-01", clientCountry: "ES", email: "example@email.com", referralCode: "DC-AA18976" };
  expect(said(seeds)).toEqual({
    ok: true,
    value: { externalId: "external-id-example-01", country: "ES", email: "example@email.com", referralCode: "DC-AA18976", warnings: [] },
  });
  expect(said(user)).toMatchObject({ ok: true, value: { email: null, referralCode: null } });
  expect(said({ ...user, email: null, referralCode: "" })).toMatchObject({ ok: true, value: { email: null, referralCode: null } });
});

test("P3-04 P3-16 P3-17 P3-18 P3-21: what the body lacks or has wrong is named; what it has too much is ignored", () => {
  for (const [value, reason] of [
    [undefined, "missing"],
    [null, "missing"],
    ["", "missing"],
    [7, "malformed"],
    ["x".repeat(256), "malformed"],
    [{ not: "" }, "malformed"],
    [["e1"], "malformed"],
    ["e1\u0000", "malformed"],
    [true, "malformed"],
  ] as const)
    expect(reasonOf({ ...user, externalId: value }), JSON.stringify(value)).toBe(`external_id_${reason}`);
  for (const externalId of [" e1", "E1", "x".repeat(255), "ż", "😀".repeat(255)])
    expect(said({ ...user, externalId }), externalId).toMatchObject({ ok: true, value: { externalId } });
  for (const clientCountry of ["es", "XX", "ESP", "E'S", 34, ["ES"], " ES"])
    expect(reasonOf({ ...user, clientCountry }), String(clientCountry)).toBe("country_malformed");
  expect(reasonOf({ externalId: "e1" })).toBe("country_missing");
  const bodies = [
    "",
    "[]",
    "{",
    "null",
    '"x"',
    '{"externalId":"e1","externalId":"e2","clientCountry":"ES"}',
    `\ufeff${JSON.stringify(user)}`,
  ];
  for (const body of bodies) expect(reasonOf(body), body).toBe("body_malformed");
  expect(readSaidUser(Buffer.from(JSON.stringify(user), "utf16le"))).toEqual({ ok: false, reason: "body_malformed" });
  expect(reasonOf('{"externalId":"\\ud800","clientCountry":"ES"}')).toBe("body_malformed");
  expect(reasonOf({ ...user, role: "admin", partnerId: "x", termsAccepted: true })).toBe("accepted");
});

test("P3-19 P3-20: an e-mail that is none is left out with a warning, a long code is cut; control characters are refused", () => {
  expect(said({ ...user, email: "Someone@Example.COM" })).toMatchObject({
    ok: true,
    value: { email: "someone@example.com", warnings: [] },
  });
  expect(said({ ...user, email: "no address" })).toMatchObject({ ok: true, value: { email: null, warnings: ["email_dropped"] } });
  expect(reasonOf({ ...user, email: "a@b.example\r\nBcc: c@d.example" })).toBe("email_malformed");
  expect(reasonOf({ ...user, email: 7 })).toBe("email_malformed");
  expect(reasonOf({ ...user, referralCode: "a\nb" })).toBe("referral_code_malformed");
  const long = said({ ...user, referralCode: "=".repeat(10_240) });
  expect(long).toMatchObject({ ok: true, value: { referralCode: "=".repeat(64), warnings: ["referral_code_cut"] } });
});

test("P3-14: the body's signature is over method, path, timestamp, nonce and the body's digest", () => {
  expect(signedBodyText({ method: "POST", path: "/thirdparty/login/v2" }, "t", "n", "d")).toBe("POST\n/thirdparty/login/v2\nt\nn\nd");
  expect(isNonce("a".repeat(16)) && isNonce("0b7f6a52-3b5e-4a62-9d3e-1f6f6b0e8c11")).toBe(true);
  for (const nonce of ["", "a".repeat(15), "a".repeat(129), "a b".repeat(9), `${"a".repeat(16)}\n`]) expect(isNonce(nonce)).toBe(false);
});
