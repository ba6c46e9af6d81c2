import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";

/** The languages that we have code for; each is a file of examples/signed-login, whole and tested as it is. */
export const snippetLanguages = [
  { key: "node", name: "Node", file: "sign-in.mjs" },
  { key: "python", name: "Python", file: "sign_in.py" },
  { key: "php", name: "PHP", file: "sign_in.php" },
] as const;

export type SnippetLanguage = (typeof snippetLanguages)[number];

/** The language of that name; the first for anything else. @param key as it stands in the address */
export function snippetLanguageNamed(key: string | null): SnippetLanguage {
  return snippetLanguages.find((language) => language.key === key) ?? snippetLanguages[0];
}

/** The code that makes the signed call in a language. What is the reader's own is given to its function. */
export function snippetIn({ file }: SnippetLanguage): Promise<string> {
  return example(file);
}

// What stands in the file, so that it is whole.
const PLACE_OF_URL = "https://latchkey.example";

/** What a page needs around our page in a frame. @param platformUrl our public URL, which is an origin */
export async function frameSnippet(platformUrl: string): Promise<string> {
  return (await example("embed.html")).replaceAll(PLACE_OF_URL, () => platformUrl);
}

function example(file: string): Promise<string> {
  return readFile(path.join(packageRoot(), "examples/signed-login", file), "utf8");
}
