import { expect, test } from "vitest";
import { waitInWords } from "./wait-in-words";

test.each([
  ["1", "1 second"],
  ["45", "45 seconds"],
  [60, "1 minute"],
  ["61", "2 minutes"],
  ["900", "15 minutes"],
  ["99999", "a few minutes"],
  ["-5", "a few minutes"],
  ["<b>", "a few minutes"],
  [null, "a few minutes"],
])("%s seconds to wait are “%s”", (seconds, words) => expect(waitInWords(seconds, "en")).toBe(words));
