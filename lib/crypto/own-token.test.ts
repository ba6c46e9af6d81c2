import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { deriveKey, setMasterSecret } from "./keys";
import { ownTokens, readOwnToken, signOwnToken } from "./own-token";

beforeAll(() => setMasterSecret("a master secret of a test, and of nobody else"));

const issuer = "https://login.example";
const nowMs = Date.UTC(2026, 10, 24);
const iat = nowMs / 1000;
const claims = { jti: "0195f3c0-0000-7000-8000-000000000001", iat, exp: iat + 900, sub: "0195f3c0-0000-7000-8000-000000000002" };
const read = (text: string, kind: "session" | "enrolment" = "session") => readOwnToken(kind, issuer, text, nowMs);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signed with the very key of the kind, whatever header and claims are. */
function signed(header: unknown, payload: unknown, kind: "session" | "enrolment" = "session", hash = "sha256"): string {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${createHmac(hash, deriveKey(ownTokens[kind].label)).update(input).digest("base64url")}`;
}
const header = { alg: "HS256", typ: "session+jwt" };
const full = { ...claims, iss: issuer, aud: `${issuer}/api/v1` };

test("what was signed is read again, and told when its time is over", async () => {
  const text = await signOwnToken("session", issuer, { ...claims, externalId: "e1" });
  expect(await read(text)).toEqual({ claims: { ...full, externalId: "e1" }, expired: false });
  expect(await readOwnToken("session", issuer, text, nowMs + 899_999)).toMatchObject({ expired: false });
  expect(await readOwnToken("session", issuer, text, nowMs + 900_000)).toMatchObject({ expired: true });
  expect(await read(signed(header, full))).not.toBeNull();
});

test("P3-22 P3E-05 P3E-07 P3E-08: a token of one kind is none of another, even under the other's own key", async () => {
  const session = await signOwnToken("session", issuer, claims);
  const enrolment = await signOwnToken("enrolment", issuer, claims);
  expect(await read(session, "enrolment")).toBeNull();
  expect(await read(enrolment, "session")).toBeNull();
  expect(deriveKey(ownTokens.session.label).equals(deriveKey(ownTokens.enrolment.label))).toBe(false);
  for (const typ of [undefined, "JWT", "enrol+jwt", "SESSION+JWT", "application/session+jwt"])
    expect(await read(signed({ alg: "HS256", typ }, full)), typ).toBeNull();
  for (const aud of [undefined, `${issuer}/enrollmentform/v2`, issuer, []]) expect(await read(signed(header, { ...full, aud }))).toBeNull();
  for (const iss of [undefined, "https://other.example"]) expect(await read(signed(header, { ...full, iss }))).toBeNull();
  for (const missing of ["jti", "iat", "exp", "sub"])
    expect(await read(signed(header, { ...full, [missing]: undefined })), missing).toBeNull();
});

test("P3E-03: one algorithm, and nothing more in the header", async () => {
  for (const alg of ["none", "None", "HS512", "RS256", "hs256"]) expect(await read(signed({ ...header, alg }, full)), alg).toBeNull();
  expect(await read(`${part({ ...header, alg: "none" })}.${part(full)}.`)).toBeNull();
  for (const more of [{ kid: "x" }, { crit: ["x"] }, { jwk: {} }, { zip: "DEF" }, { b64: false }])
    expect(await read(signed({ ...header, ...more }, full))).toBeNull();
});

test("P3E-13: one spelling", async () => {
  const text = await signOwnToken("session", issuer, claims);
  for (const other of [`${text} `, ` ${text}`, `${text}=`, `${text}\n`, text.slice(0, -1), text.replace(".", ". ")])
    expect(await read(other), other.slice(-5)).toBeNull();
});

test("R21: while the master secret is being replaced, tokens of before are good; then they are none", async () => {
  const [before, after] = ["the master secret of before, for this test", "the master secret of afterwards, for this test"];
  setMasterSecret(before);
  const old = await signOwnToken("session", issuer, claims);
  setMasterSecret(after, before);
  expect(await read(old)).not.toBeNull();
  const fresh = await signOwnToken("session", issuer, claims);
  setMasterSecret(after);
  expect(await read(old)).toBeNull();
  expect(await read(fresh)).not.toBeNull();
});
