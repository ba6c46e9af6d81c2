import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";

/** Bytes of compressed JavaScript that a page may make a browser load before anything is clicked (performance.md, goal 6). */
export const PAGE_BUDGET = 160 * 1024;

export type PageWeight = { readonly page: string; readonly bytes: number };

type BuildManifest = { readonly rootMainFiles: readonly string[] };
type PageManifest = { readonly entryJSFiles?: Readonly<Record<string, readonly string[]>> };

/** What each page weighs: the scripts that Next puts into its document, gzipped one by one, as they travel. @param folder Next's build */
export function pageWeights(folder: string): PageWeight[] {
  const { rootMainFiles } = JSON.parse(readFileSync(path.join(folder, "build-manifest.json"), "utf8")) as BuildManifest;
  const sizes = new Map<string, number>();
  const sizeOf = (file: string) => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(path.join(folder, file))).length;
    sizes.set(file, known);
    return known;
  };
  return pageManifests(folder).map(([page, { entryJSFiles = {} }]) => {
    const files = new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()]);
    return { page, bytes: [...files].reduce((sum, file) => sum + sizeOf(file), 0) };
  });
}

/** The pages that weigh more than they may, as a sentence; null when all keep to it. */
export function overweight(weights: readonly PageWeight[], budget = PAGE_BUDGET): string | null {
  if (weights.length === 0) return "No page was found to be weighed: Next's manifests have changed (bin/build/page-weight.ts).";
  const heavy = weights.filter(({ bytes }) => bytes > budget);
  if (heavy.length === 0) return null;
  const list = heavy.map(({ page, bytes }) => `${page} (${Math.ceil(bytes / 1024)} KiB)`).join(", ");
  return `More than ${budget / 1024} KiB of compressed JavaScript: ${list}. Load what is not needed at once by import().`;
}

// A manifest is a script that fills a global in. It is our own build's, and gets a global of its own all the same.
function pageManifests(folder: string): [page: string, manifest: PageManifest][] {
  const app = path.join(folder, "server/app");
  const scripts = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("page_client-reference-manifest.js"),
  );
  return scripts.flatMap((file) => {
    const room: { __RSC_MANIFEST?: Record<string, PageManifest> } = {};
    runInNewContext(readFileSync(path.join(app, file), "utf8"), { globalThis: room });
    return Object.entries(room.__RSC_MANIFEST ?? {});
  });
}
