import { beforeEach, expect, test, vi } from "vitest";
import { forgetProcess } from "../registry";
import { setMasterSecret } from "./keys";
import { openedSecrets } from "./opened-secrets";
import { SealedForOthers, sealSecret } from "./sealed-secret";

beforeEach(() => {
  forgetProcess();
  setMasterSecret("0f2b7c9e4a6d8135f7e1c3b59d20a846");
});
const stored = async (id: string, secret: string) => ({ id, sealed: await sealSecret("issuer-key", id, secret) });

test("a secret is opened and made ready once for its row; another process does it for itself", async () => {
  const prepare = vi.fn((secret: string) => secret.length);
  const ready = openedSecrets("issuer-key", prepare);
  const one = await stored("row-a", "four");
  expect([await ready(one), await ready(one), await ready(await stored("row-b", "fives"))]).toEqual([4, 4, 5]);
  expect(prepare.mock.calls).toEqual([["four"], ["fives"]]);
  forgetProcess();
  setMasterSecret("0f2b7c9e4a6d8135f7e1c3b59d20a846");
  expect(await ready(one)).toBe(4);
  expect(prepare).toHaveBeenCalledTimes(3);
});

test("PN-41: what is sealed for another row does not open, and is not kept as opened", async () => {
  const ready = openedSecrets("issuer-key", (secret) => secret);
  const moved = { ...(await stored("row-a", "secret")), id: "row-b" };
  for (let turn = 0; turn < 2; turn += 1) await expect(ready(moved)).rejects.toThrow(SealedForOthers);
  expect(await ready(await stored("row-b", "its own"))).toBe("its own");
});

test("secrets of two kinds are kept apart, whatever their rows are called", async () => {
  const keys = openedSecrets("issuer-key", (secret) => secret);
  const secrets = openedSecrets("client-secret", (secret) => secret);
  expect(await keys(await stored("row-a", "a key"))).toBe("a key");
  expect(await secrets({ id: "row-a", sealed: await sealSecret("client-secret", "row-a", "a secret") })).toBe("a secret");
});
