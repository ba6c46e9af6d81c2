import { expect, test } from "vitest";
import { setMasterSecret } from "./keys";
import { openSecret, sealSecret } from "./sealed-secret";

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
