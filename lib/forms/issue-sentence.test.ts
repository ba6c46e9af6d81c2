import { expect, test } from "vitest";
import { z } from "zod";
import { emailAddress } from "../core/email";
import { newPassword } from "../core/password";
import { line } from "../core/plain-text";
import { word } from "../core/word";
import { issueSentence } from "./issue-sentence";

function said(schema: z.ZodType, value: unknown): string[] {
  return (schema.safeParse(value).error?.issues ?? []).map((issue) => issueSentence(issue, "en"));
}

test.each([
  [emailAddress, undefined, "Enter an e-mail address."],
  [emailAddress, `${"a".repeat(250)}@x.example`, "An e-mail address has at most 254 characters."],
  [newPassword, "short", "A password needs at least 8 characters."],
  [line(60, "name"), "x".repeat(61), "The name has at most 60 characters."],
])("a schema's word is said with the values of the issue: %#", (schema, value, sentence) => {
  expect(said(schema, value)[0]).toBe(sentence);
});

test("a check of our own gives its values along", () => {
  const yen = z.string().superRefine((_typed, context) => {
    context.addIssue({ code: "custom", message: word("forms.price.wholeAmount"), params: { currency: "JPY" } });
  });
  expect(said(yen, "1.5")).toEqual(["Enter a whole number of JPY, such as 500."]);
});

test("what zod finds by itself is a sentence too, and never zod's own, nor what was typed", () => {
  expect(said(z.object({ name: z.string(), more: z.enum(["a"]) }), { more: "<script>" })).toEqual([
    "This is not valid.",
    "This is not valid.",
  ]);
  expect(said(z.string().max(3), "four")).toEqual(["This is too long or too large."]);
  expect(said(z.number().min(3), 2)).toEqual(["This is too short or too small."]);
  for (const odd of ["constructor", "forms.constructor", "__proto__", "forms", "forms.email", "", "forms.email.missing.more", "."])
    expect(
      said(
        z.string().refine(() => false, odd),
        "x",
      ),
    ).toEqual(["This is not valid."]);
});

test("a word that English does not have does not compile", () => {
  // @ts-expect-error There is no such sentence.
  expect(said(z.string().max(1, word("forms.email.mistaken")), "xy")).toEqual(["This is too long or too large."]);
  // @ts-expect-error These are several sentences.
  word("forms.email");
});
