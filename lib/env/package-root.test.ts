import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "./package-root";

test("Latchkey's folder is found although the script that was started belongs to another package", () => {
  expect(process.argv[1]).toContain("node_modules");
  expect(JSON.parse(readFileSync(path.join(packageRoot(), "package.json"), "utf8"))).toMatchObject({ name: "latchkey" });
});
