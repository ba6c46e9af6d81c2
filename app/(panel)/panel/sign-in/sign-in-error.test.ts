import { describe, expect, test } from "vitest";
import { wordsIn } from "@/lib/words/words-in";
import { signInError } from "./sign-in-error";

describe("what the sign-in page says", () => {
  test("of a wrong password, at the password", () => expect(signInError("wrong", null)).toEqual({ at: "password", says: "signIn.wrong" }));

  test("of too many attempts, how long to wait", () => expect(signInError("wait", "45")).toEqual({ at: "form", waitSeconds: "45" }));

  test.each(["unavailable", "failed", "stale", "Configuration", "<script>", "__proto__", "constructor", ""])(
    "PN-34: the code %j gives a sentence of ours and repeats nothing",
    (code) => {
      const error = signInError(code, null);
      const sentence = error && "says" in error ? wordsIn("en", "accounts")(error.says) : "";
      expect(sentence.length).toBeGreaterThan(10);
      if (code !== "") expect(sentence).not.toContain(code);
    },
  );

  test("nothing, when nothing was refused", () => expect(signInError(null, "5")).toBeNull());
});
