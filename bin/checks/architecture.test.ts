import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { cruise, type IConfiguration, type ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packageRoot } from "@/lib/env/package-root";

const rules = createRequire(import.meta.url)(path.join(packageRoot(), ".dependency-cruiser.cjs")) as IConfiguration;
let house: string;

beforeAll(() => {
  house = mkdtempSync(path.join(os.tmpdir(), "latchkey-house-"));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** Builds a small house of files (name → what it imports) and returns the names of the rules it breaks. */
async function broken(files: Record<string, string[]>): Promise<string[]> {
  const root = mkdtempSync(path.join(house, "case-"));
  for (const [name, imports] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    const lines = imports.map((target, index) => {
      const relative = path.relative(path.dirname(name), target).replace(/\.tsx?$/, "");
      return `import { it as it${index} } from "${relative.startsWith(".") ? relative : `./${relative}`}"; it${index};`;
    });
    writeFileSync(path.join(root, name), `${lines.join("\n")}\nexport const it = 1;\n`);
  }
  const { output } = await cruise(["."], {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: rules.forbidden ?? [] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: [".ts"] },
  });
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

describe("each rule of the house bites", () => {
  test.each<[string, Record<string, string[]>]>([
    ["no-circles", { "lib/db/a.ts": ["lib/db/b.ts"], "lib/db/b.ts": ["lib/db/a.ts"] }],
    ["core-imports-nothing-of-the-house", { "lib/core/a.ts": ["lib/log.ts"], "lib/log.ts": [] }],
    ["powers-know-no-business", { "lib/http/a.ts": ["lib/partners/index.ts"], "lib/partners/index.ts": [] }],
    ["powers-know-no-business", { "lib/db/a.ts": ["lib/events/audit.ts"], "lib/events/audit.ts": [] }],
    ["no-way-back-up", { "lib/people/a.ts": ["lib/apps/index.ts"], "lib/apps/index.ts": [] }],
    ["rooms-do-not-know-pages", { "lib/apps/a.ts": ["app/page.ts"], "app/page.ts": [] }],
    ["a-room-never-imports-another-room", { "lib/apps/a.ts": ["lib/partners/index.ts"], "lib/partners/index.ts": [] }],
    ["a-room-never-imports-another-room", { "lib/protocols/x/a.ts": ["lib/protocols/y/index.ts"], "lib/protocols/y/index.ts": [] }],
    ["a-room-is-entered-by-its-door", { "app/page.ts": ["lib/apps/store.ts"], "lib/apps/store.ts": [] }],
    ["verify-wire-and-refusals-reach-no-io", { "lib/protocols/x/verify.ts": ["lib/a.ts"], "lib/a.ts": ["lib/db/b.ts"], "lib/db/b.ts": [] }],
    ["components-hold-no-query", { "components/a.ts": ["lib/db/b.ts"], "lib/db/b.ts": [] }],
    ["examples-stand-alone", { "examples/a.ts": ["lib/log.ts"], "lib/log.ts": [] }],
    ["tests-are-imported-by-nobody", { "lib/a.ts": ["lib/testing/b.ts"], "lib/testing/b.ts": [] }],
  ])("%s", async (rule, files) => {
    expect(await broken(files)).toContain(rule);
  });

  test("and a house in order breaks none", async () => {
    expect(
      await broken({
        "app/page.ts": ["lib/apps/index.ts"],
        "lib/apps/index.ts": ["lib/apps/store.ts"],
        "lib/apps/store.ts": ["lib/db/a.ts", "lib/core/b.ts"],
        "lib/db/a.ts": ["lib/core/b.ts"],
        "lib/core/b.ts": [],
      }),
    ).toEqual([]);
  });
});
