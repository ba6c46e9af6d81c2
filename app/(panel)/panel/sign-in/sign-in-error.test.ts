import { describe, expect, test } from "vitest";
import { signInError } from "./sign-in-error";

describe("what the sign-in page says", () => {
  test("of a wrong password, at the password", () =>
    expect(signInError("wrong", null)).toMatchObject({ sentence: null, passwordError: expect.any(String) as string }));

  test.each([
    ["1", "1 second"],
    ["45", "45 seconds"],
    ["60", "1 minute"],
    ["61", "2 minutes"],
    ["900", "15 minutes"],
    ["99999", "a few minutes"],
    ["-5", "a few minutes"],
    ["<b>", "a few minutes"],
    [null, "a few minutes"],
  ])("of too many attempts, with %s seconds to go: %s", (seconds, words) =>
    expect(signInError("wait", seconds)?.sentence).toContain(`Wait ${words},`),
  );

  test.each(["unavailable", "failed", "stale", "Configuration", "<script>", "__proto__", "constructor", ""])(
    "PN-34: the code %j gives a sentence of ours and repeats nothing",
    (code) => {
      const sentence = signInError(code, null)?.sentence ?? "";
      expect(sentence.length).toBeGreaterThan(10);
      if (code !== "") expect(sentence).not.toContain(code);
    },
  );

  test("nothing, when nothing was refused", () => expect(signInError(null, "5")).toBeNull());
});
