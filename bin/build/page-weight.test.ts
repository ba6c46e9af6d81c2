import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { overweight, pageWeights } from "./page-weight";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-weight-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function build(pages: Record<string, readonly string[]>, files: Record<string, number>): void {
  writeFileSync(path.join(folder, "build-manifest.json"), JSON.stringify({ rootMainFiles: ["root.js"] }));
  // Random text does not shrink much: half of its hexadecimal digits.
  for (const [file, kib] of Object.entries(files)) writeFileSync(path.join(folder, file), randomBytes(kib * 1024).toString("base64"));
  for (const [page, entry] of Object.entries(pages)) {
    const place = path.join(folder, "server/app", page);
    mkdirSync(place, { recursive: true });
    const manifest = JSON.stringify({ entryJSFiles: { layout: ["layout.js"], [page]: entry } });
    writeFileSync(
      path.join(place, "page_client-reference-manifest.js"),
      `globalThis.__RSC_MANIFEST=(globalThis.__RSC_MANIFEST||{});globalThis.__RSC_MANIFEST["/${page}/page"]=${manifest}`,
    );
  }
}

test("a page weighs what all its scripts weigh compressed, each once", () => {
  build({ light: ["layout.js"], heavy: ["layout.js", "extra.js"] }, { "root.js": 100, "layout.js": 20, "extra.js": 60 });
  const weights = Object.fromEntries(pageWeights(folder).map(({ page, bytes }) => [page, Math.round(bytes / 1024)]));
  expect(weights["/light/page"]).toBeGreaterThanOrEqual(120);
  expect(weights["/light/page"]).toBeLessThan(130);
  expect((weights["/heavy/page"] ?? 0) - (weights["/light/page"] ?? 0)).toBeGreaterThanOrEqual(60);
});

test("a page beyond the budget is named, and a build in which no page is found is not taken for a light one", () => {
  build({ light: [], heavy: ["extra.js"] }, { "root.js": 100, "layout.js": 20, "extra.js": 60 });
  expect(overweight(pageWeights(folder))).toMatch(/^More than 160 KiB of compressed JavaScript: \/heavy\/page \(1\d\d KiB\)\./);
  expect(overweight(pageWeights(folder).filter(({ page }) => page === "/light/page"))).toBeNull();
  expect(overweight([])).toMatch(/No page was found/);
});
