import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";

/** The languages that we have code for; each is a file of examples/paired-launch, whole and tested as it is. */
export const snippetLanguages = [
  { key: "node", name: "Node", file: "launch_url.mjs" },
  { key: "python", name: "Python", file: "launch_url.py" },
  { key: "php", name: "PHP", file: "launch_url.php" },
  { key: "perl", name: "Perl", file: "launch_url.pl" },
] as const;

export type SnippetLanguage = (typeof snippetLanguages)[number];

/** The language of that name; the first for anything else. @param key as it stands in the address */
export function snippetLanguageNamed(key: string | null): SnippetLanguage {
  return snippetLanguages.find((language) => language.key === key) ?? snippetLanguages[0];
}

/** The code that makes a launch URL in a language. What is the reader's own is given to it. */
export function snippetIn({ file }: SnippetLanguage): Promise<string> {
  return readFile(path.join(packageRoot(), "examples/paired-launch", file), "utf8");
}
