import { describe, expect, test } from "vitest";
import { emailAddress } from "./email";
import { generatedAddress, isReservedAddress } from "./generated-address";
import { isCurrency, parseAmount } from "./money";
import { newPassword } from "./password";
import { line, text } from "./plain-text";
import { slugFrom } from "./slug";

describe("an e-mail address", () => {
  test("is stored in lower case, without blanks around it", () => {
    expect(emailAddress.parse("  Ada@Example.COM ")).toBe("ada@example.com");
  });

  test.each([
    "",
    "ada",
    "a@x.com,b@y.com",
    "a@x.com\nBcc: b@y.com",
    "ada＠example.com",
    "аda@example.com",
    `${"a".repeat(250)}@x.example`,
    "a@users.latchkey.invalid",
  ])("PN-26: “%s” is refused", (address) => {
    expect(emailAddress.safeParse(address).success).toBe(false);
  });
});

describe("a generated address", () => {
  test("is the same for one user, another for another, and can be claimed by nobody", () => {
    const one = generatedAddress("01a201f1-d21e-727e-a117-771673b2811a");
    expect(one).toBe("user-01a201f1d21e727ea117771673b2811a@users.latchkey.invalid");
    expect(generatedAddress("01a201f1-d21e-727e-a117-771673b2811b")).not.toBe(one);
    expect(isReservedAddress(one)).toBe(true);
    expect(emailAddress.safeParse(one).success).toBe(false);
  });
});

describe("PN-42: what people type", () => {
  test.each(["<script>alert(1)</script>", "{{7*7}}", "${7*7}", "Zażółć 🗝️", "O'Brien"])("“%s” is text like any other", (value) => {
    expect(line(80, "name").parse(` ${value} `)).toBe(value);
  });

  test.each([
    ["NUL", "a\u0000b", "unshowable"],
    ["a right-to-left override", "a\u202eb", "unshowable"],
    ["a lone surrogate", "a\ud800b", "unshowable"],
    ["nothing", "  ", "missing"],
    ["too much", "x".repeat(81), "tooLong"],
    ["a second line", "a\nb", "oneLine"],
  ])("%s is refused, with a word of its own", (_name, value, sentence) => {
    const result = line(80, "name").safeParse(value);
    expect(result.error?.issues[0]?.message).toBe(`forms.name.${sentence}`);
  });

  test("several lines are welcome where there is room for them", () => {
    expect(text(80, "description").parse("one\ntwo")).toBe("one\ntwo");
  });
});

test("a password has 8 to 128 characters, and more than one of them", () => {
  expect(newPassword.safeParse("hunter2!").success).toBe(true);
  for (const poor of ["hunter2", "aaaaaaaaaaaa", "x".repeat(129), undefined]) expect(newPassword.safeParse(poor).success).toBe(false);
});

describe("money", () => {
  test.each([
    ["4.99", "EUR", 499],
    ["4,9", "EUR", 490],
    ["5", "EUR", 500],
    ["500", "JPY", 500],
    ["1.234", "KWD", 1234],
    ["5.5", "JPY", null],
    ["4.999", "EUR", null],
    ["-1", "EUR", null],
    ["1e3", "EUR", null],
    ["99999999999", "EUR", null],
  ])("%s %s is %s minor units", (typed, currency, minor) => {
    expect(parseAmount(typed, currency)).toBe(minor);
  });

  test("is shown with the digits of its currency", () => {
    expect([isCurrency("EUR"), isCurrency("eur"), isCurrency("QQQ")]).toEqual([true, false, false]);
  });
});

test.each([
  ["Księgarnia „Pod Lipą”", "ksiegarnia-pod-lipa"],
  ["Łódź", "lodz"],
  ["  --A  b-- ", "a-b"],
  ["本", "app"],
  ["x".repeat(60), "x".repeat(40)],
])("the slug of %s is %s", (name, slug) => {
  expect(slugFrom(name, "app")).toBe(slug);
});
