import { expect, test } from "vitest";
import { frameSnippet, snippetIn, snippetLanguageNamed, snippetLanguages } from "./snippets";

test.each(snippetLanguages)("the code for $name signs key and timestamp, and takes the 301 for an answer", async (language) => {
  const code = await snippetIn(language);
  for (const word of ["apikey", "timestamp", "signature", "SIGNATURE", "301", "sessionToken", "enrolmentUrl"]) expect(code).toContain(word);
});

test("an unknown language in the address shows the first", () => {
  for (const odd of [null, "", "cobol", "__proto__"]) expect(snippetLanguageNamed(odd)).toBe(snippetLanguages[0]);
});

test("the page around the frame listens to this platform alone", async () => {
  const code = await frameSnippet("https://id.shop.example");
  expect(code).toContain('event.origin !== "https://id.shop.example"');
  expect(code).not.toContain("latchkey.example");
});
