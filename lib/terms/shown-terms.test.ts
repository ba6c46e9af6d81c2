import { expect, test } from "vitest";
import { shownTerms, shownTermsText } from "./shown-terms";

const id = "01890a5d-ac96-774b-bcce-b302099a8057";

test("what a page shows comes back from its form as it was", () => {
  const text = shownTermsText([
    { versionId: id, text: { language: "en" } },
    { versionId: id, text: { language: "es" } },
  ]);
  expect(shownTerms.parse(text)).toEqual([
    { versionId: id, language: "en" },
    { versionId: id, language: "es" },
  ]);
  expect(shownTerms.parse(shownTermsText([]))).toEqual([]);
});

test("whatever else stands there shows nothing, and so accepts nothing", () => {
  for (const text of [undefined, 7, "", ",,", id, `${id}:EN`, `x${id}:en`, `${id}:en:es`, "x".repeat(9000), "'; --:en"])
    expect(shownTerms.parse(text)).toEqual([]);
});
