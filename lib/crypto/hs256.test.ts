import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readCompactJws } from "../core/compact-jws";
import { packageRoot } from "../env/package-root";
import { importHs256Key, isSignedWith } from "./hs256";

type Vector = { tcId: number; comment: string; jws: string; result: "valid" | "invalid" };
type Group = { private: { k: string }; tests: Vector[] };

const file = path.join(packageRoot(), "e2e/support/wycheproof/hs256-vectors.json");
const { testGroups } = JSON.parse(readFileSync(file, "utf8")) as { testGroups: Group[] };
const all = testGroups.flatMap(({ private: { k }, tests }) => tests.map((vector) => ({ ...vector, k })));

const sameAsValid = "it says “invalid padding”, but is byte for byte the valid 357";
const questionMark = "it is marked valid, though it contains “?”";
const defective = new Map([367, 370].map((id): [number, string] => [id, sameAsValid]));
for (const id of [372, 373]) defective.set(id, questionMark);

async function accepts(token: string, k: string): Promise<boolean> {
  const jws = readCompactJws(token);
  return jws !== null && jws.header.alg === "HS256" && (await isSignedWith(jws, await importHs256Key(Buffer.from(k, "base64url"))));
}

test("all forty vectors of wycheproof for HS256 are here", () => {
  expect(all).toHaveLength(40);
});

test.each(all.filter(({ tcId }) => !defective.has(tcId)))("wycheproof $tcId ($comment): $result", async ({ jws, k, result }) => {
  expect(await accepts(jws, k)).toBe(result === "valid");
});

test.each([...defective])("wycheproof %i is defective: %s", (tcId, why) => {
  const jws = all.find((vector) => vector.tcId === tcId)?.jws ?? "";
  const valid = all.find((vector) => vector.tcId === 357)?.jws;
  expect(why === sameAsValid ? jws === valid : jws.includes("?")).toBe(true);
});

const b64 = (value: object | string) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const KEY = Buffer.from("a key of more than thirty-two bytes, for tests");
const signed = (header: object, hash = "sha256", key: Buffer = KEY) => {
  const input = `${b64(header)}.${b64({ iss: "acme" })}`;
  return `${input}.${createHmac(hash, key).update(input).digest("base64url")}`;
};

test("P2-02 P2-03 P2-04 P2-05 P2-06: a right MAC under another algorithm's name, or under another form of the key, signs nothing", async () => {
  const key = await importHs256Key(KEY);
  const verdict = async (token: string) => {
    const jws = readCompactJws(token);
    return jws !== null && (await isSignedWith(jws, key));
  };
  expect(await verdict(signed({ alg: "HS256" }))).toBe(true);
  for (const alg of ["none", "NONE", "hs256", "HS384", "HS512", "RS256", "ES256", "PS256", "EdDSA", "", 1, ["HS256"], undefined])
    expect(await verdict(signed({ alg })), String(alg)).toBe(false);
  for (const hash of ["sha384", "sha512"]) expect(await verdict(signed({ alg: "HS256" }, hash))).toBe(false);
  for (const other of ["", "\0", KEY.toString("base64"), KEY.toString("hex")])
    expect(await verdict(signed({ alg: "HS256" }, "sha256", Buffer.from(other)))).toBe(false);
});
