import { expect, test } from "vitest";
import { snippetIn, snippetLanguageNamed, snippetLanguages } from "./snippets";

test.each(snippetLanguages)("the code for $name is there", async (language) => {
  const code = await snippetIn(language);
  for (const word of ["PSObtainToken", "APIToken", "lo.cgi", "signature"]) expect(code).toContain(word);
});

test("an unknown language in the address shows the first", () => {
  for (const odd of [null, "", "cobol", "__proto__"]) expect(snippetLanguageNamed(odd)).toBe(snippetLanguages[0]);
});
