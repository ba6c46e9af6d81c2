import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "@/lib/env/package-root";
import { serverFlags } from "./server-flags";

test("npm start gives the server the flags with which demo, tests and bench start it", () => {
  const { scripts } = JSON.parse(readFileSync(path.join(packageRoot(), "package.json"), "utf8")) as { scripts: { start: string } };
  expect(scripts.start).toBe(`node ${serverFlags.join(" ")} dist/server.js`);
});
