import { expect, test } from "vitest";
import { termsForm } from "./terms-form";

const typed = {
  slug: " use ",
  title: "Use",
  markdown: "# One",
  country: "",
  language: "EN ",
  mandatory: "mandatory",
  effectiveAt: "",
  draftId: "",
};

test("what is left empty is none; codes are spelled as they are stored; times are UTC", () => {
  expect(termsForm.parse(typed)).toEqual({
    slug: "use",
    title: "Use",
    markdown: "# One",
    country: null,
    language: "en",
    mandatory: true,
    effectiveAt: null,
    draftId: null,
  });
  const later = termsForm.parse({ ...typed, country: "es", mandatory: "optional", effectiveAt: "2100-01-31T12:00" });
  expect(later).toMatchObject({ country: "ES", mandatory: false, effectiveAt: new Date("2100-01-31T12:00:00Z") });
});

test("what is no time, no choice and no id is refused at its field", () => {
  for (const [name, value] of [
    ["effectiveAt", "tomorrow"],
    ["effectiveAt", "2100-13-01T00:00"],
    ["effectiveAt", "2000-01-01T00:00"],
    ["mandatory", "yes"],
    ["draftId", "1"],
    ["slug", ""],
  ] as const) {
    const read = termsForm.safeParse({ ...typed, [name]: value });
    expect(
      read.error?.issues.map(({ path }) => path[0]),
      `${name} ${value}`,
    ).toEqual([name]);
  }
});
