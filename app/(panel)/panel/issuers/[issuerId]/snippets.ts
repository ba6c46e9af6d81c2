import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";

/** The languages that we have code for; each is a file of examples/external-token, whole and tested as it is. */
export const snippetLanguages = [
  { key: "node", name: "Node", file: "sign_in_link.mjs" },
  { key: "python", name: "Python", file: "sign_in_link.py" },
  { key: "php", name: "PHP", file: "sign_in_link.php" },
] as const;

export type SnippetLanguage = (typeof snippetLanguages)[number];

/** The language of that name; the first for anything else. @param key as it stands in the address */
export function snippetLanguageNamed(key: string | null): SnippetLanguage {
  return snippetLanguages.find((language) => language.key === key) ?? snippetLanguages[0];
}

// What stands in the files, so that each of them is whole and can be tested as it is.
const PLACE_OF_AUDIENCE = "farfalla";

/**
 * The code that makes a sign-in link in a language. What is the reader's own it takes from the environment.
 * @param audience the platform's, which has no character that means something in quotes
 */
export async function snippetIn({ file }: SnippetLanguage, audience: string): Promise<string> {
  const text = await readFile(path.join(packageRoot(), "examples/external-token", file), "utf8");
  return text.replaceAll(PLACE_OF_AUDIENCE, () => audience);
}
