import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";

/** The languages that we have code for; each is a file of examples/signed-login, whole and tested as it is. */
export const snippetLanguages = [
  { key: "node", name: "Node", file: "signed_call.mjs" },
  { key: "python", name: "Python", file: "signed_call.py" },
  { key: "php", name: "PHP", file: "signed_call.php" },
] as const;

export type SnippetLanguage = (typeof snippetLanguages)[number];

/** The language of that name; the first for anything else. @param key as it stands in the address */
export function snippetLanguageNamed(key: string | null): SnippetLanguage {
  return snippetLanguages.find((language) => language.key === key) ?? snippetLanguages[0];
}

/** The code that makes the signed call in a language. What is the reader's own it takes from the environment. */
export function snippetIn({ file }: SnippetLanguage): Promise<string> {
  return example(file);
}

/** The page around the enrolment page. @param platformUrl our public URL, which is an origin */
export async function frameSnippet(platformUrl: string): Promise<string> {
  return (await example("frame.html")).replaceAll("PLATFORM_URL", () => platformUrl);
}

function example(file: string): Promise<string> {
  return readFile(path.join(packageRoot(), "examples/signed-login", file), "utf8");
}
