import { readFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";

/** The frameworks that we have code for; each is a file of examples/quick-start. */
export const frameworks = [
  { key: "express", name: "Express", file: "express.js" },
  { key: "next", name: "Next.js", file: "next.ts" },
  { key: "django", name: "Django", file: "django.py" },
  { key: "laravel", name: "Laravel", file: "laravel.php" },
  { key: "rails", name: "Rails", file: "rails.rb" },
] as const;

export type Framework = (typeof frameworks)[number];

// What stands in the files, so that each of them is whole and can be tested as it is.
const PLACE_OF_URL = "https://latchkey.example";
const PLACE_OF_PATH = "path/of/your/service-url";

/** The framework of that name; the first for anything else. @param key as it stands in the address */
export function frameworkNamed(key: string | null): Framework {
  return frameworks.find((framework) => framework.key === key) ?? frameworks[0];
}

/**
 * The code for a framework, with the reader's own values in it.
 * @param own.platformUrl our public URL, without a slash at the end
 * @param own.serviceUrl the app's, already checked
 */
export async function snippetFor({ file }: Framework, own: { platformUrl: string; serviceUrl: string }): Promise<string> {
  const text = await readFile(path.join(packageRoot(), "examples/quick-start", file), "utf8");
  return fillInSnippet(text, own);
}

/** Puts the reader's own values in the places of the examples. */
export function fillInSnippet(text: string, own: { platformUrl: string; serviceUrl: string }): string {
  // It lands inside quotes of five languages: what is not plain in a path is percent-encoded.
  const route = new URL(own.serviceUrl).pathname
    .slice(1)
    .replace(/[^\w./~%-]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return text
    .replaceAll(PLACE_OF_URL, () => own.platformUrl)
    .replaceAll(`${PLACE_OF_PATH}/route.ts`, () => `${route === "" ? "" : `${route.replace(/\/$/, "")}/`}route.ts`)
    .replaceAll(PLACE_OF_PATH, () => route);
}
