import { expect, test } from "vitest";
import { snippetIn, snippetLanguageNamed, snippetLanguages } from "./snippets";

test.each(snippetLanguages)(
  "the code for $name is for this platform's audience and takes the rest from the environment",
  async (language) => {
    const code = await snippetIn(language, "https://id.shop.example");
    expect(code).toContain("https://id.shop.example");
    expect(code).not.toContain("farfalla");
    for (const word of ["PLATFORM_URL", "ISSUER", "ISSUER_KEY", "HS256", "jti", "exp", "uuid"]) expect(code).toContain(word);
  },
);

test("an unknown language in the address shows the first", () => {
  for (const odd of [null, "", "cobol", "__proto__"]) expect(snippetLanguageNamed(odd)).toBe(snippetLanguages[0]);
});
