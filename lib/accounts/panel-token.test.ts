import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { setMasterSecret } from "../crypto/keys";
import { panelSecret, sessionIdIn } from "./panel-token";

const [OLD, NEW, THIRD] = ["a", "b", "c"].map((letter) => letter.repeat(64)) as [string, string, string];
const SESSION = "s".repeat(43);

test("R21 who signed in before the master secret was replaced stays signed in while the one before is known, and no longer", async () => {
  setMasterSecret(OLD);
  const cookie = await encode({ token: { sid: SESSION }, secret: panelSecret() });
  setMasterSecret(NEW, OLD);
  expect(await sessionIdIn(cookie)).toBe(SESSION);
  const fresh = await encode({ token: { sid: SESSION }, secret: panelSecret() });
  for (const [current, previous] of [
    [NEW, null],
    [NEW, THIRD],
  ] as const) {
    setMasterSecret(current, previous);
    expect(await sessionIdIn(cookie)).toBeNull();
    expect(await sessionIdIn(fresh)).toBe(SESSION);
  }
});
