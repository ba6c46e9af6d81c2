import { expect, test } from "vitest";
import { setMasterSecret } from "./keys";
import { openSecret, resealSecret, sealSecret } from "./sealed-secret";

const MASTER = "0f2b7c9e4a6d8135f7e1c3b59d20a846";

test("a sealed secret opens where it was sealed, and says nothing of itself", async () => {
  setMasterSecret(MASTER);
  const sealed = await sealSecret("issuer-key", "row-a", "the key of Ädа");
  expect(await openSecret("issuer-key", "row-a", sealed)).toBe("the key of Ädа");
  expect(sealed).not.toContain("key of");
  expect(await sealSecret("issuer-key", "row-a", "the key of Ädа")).not.toBe(sealed);
});

test("PN-41: in another row, for another use, changed by a bit or under another master secret it does not open", async () => {
  setMasterSecret(MASTER);
  const sealed = await sealSecret("issuer-key", "row-a", "secret");
  expect(await openSecret("issuer-key", "row-b", sealed)).toBeNull();
  expect(await openSecret("held-token", "row-a", sealed)).toBeNull();
  expect(await openSecret("issuer-key", "row-a", `${sealed.slice(0, -30)}AAAA${sealed.slice(-26)}`)).toBeNull();
  expect(await openSecret("issuer-key", "row-a", "no JWE")).toBeNull();
  setMasterSecret(MASTER.toUpperCase());
  expect(await openSecret("issuer-key", "row-a", sealed)).toBeNull();
  setMasterSecret(MASTER);
});

const NEW_MASTER = "71bd60a4c9f2e8359c41e07a5b3d2f68";

test("while the master secret is replaced, what the one before sealed opens; what is sealed is sealed under the new one alone", async () => {
  setMasterSecret(MASTER);
  const old = await sealSecret("issuer-key", "row-a", "secret");
  setMasterSecret(NEW_MASTER, MASTER);
  expect(await openSecret("issuer-key", "row-a", old)).toBe("secret");
  const fresh = await sealSecret("issuer-key", "row-a", "secret");
  setMasterSecret(MASTER);
  expect(await openSecret("issuer-key", "row-a", fresh)).toBeNull();
  setMasterSecret(NEW_MASTER);
  expect(await openSecret("issuer-key", "row-a", fresh)).toBe("secret");
  expect(await openSecret("issuer-key", "row-a", old)).toBeNull();
});

test("PN-41: replacing the master secret makes nothing of what was moved, changed, or sealed under a third one", async () => {
  setMasterSecret(MASTER);
  const old = await sealSecret("issuer-key", "row-a", "secret");
  setMasterSecret(NEW_MASTER, MASTER);
  for (const [label, row, sealed] of [
    ["issuer-key", "row-b", old],
    ["held-token", "row-a", old],
    ["issuer-key", "row-a", `${old.slice(0, -30)}AAAA${old.slice(-26)}`],
  ] as const) {
    expect(await openSecret(label, row, sealed)).toBeNull();
    expect(await resealSecret(label, row, sealed)).toBeNull();
  }
  setMasterSecret(NEW_MASTER, MASTER.toUpperCase());
  expect(await openSecret("issuer-key", "row-a", old)).toBeNull();
  expect(await resealSecret("issuer-key", "row-a", old)).toBeNull();
  setMasterSecret(NEW_MASTER, MASTER);
  const fresh = await resealSecret("issuer-key", "row-a", old);
  expect(fresh).not.toBe(old);
  expect(await resealSecret("issuer-key", "row-a", fresh ?? "")).toBe(fresh);
  setMasterSecret(NEW_MASTER);
  expect(await openSecret("issuer-key", "row-a", fresh ?? "")).toBe("secret");
});
