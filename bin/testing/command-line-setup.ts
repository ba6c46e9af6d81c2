import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { bundleWhole } from "@/bin/build/bundle";
import { packageRoot } from "@/lib/env/package-root";

declare module "vitest" {
  interface ProvidedContext {
    /** the command line as a bundle, which starts in a third of the time: there are a hundred starts */
    commandLine: string;
  }
}

/** Bundles the command line for the tests that start it as a process of its own. */
export default async function setup(project: TestProject): Promise<() => void> {
  const root = packageRoot();
  const parent = path.join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, "latchkey-command-line-"));
  await bundleWhole(root, "bin/latchkey.ts", folder);
  project.provide("commandLine", path.join(folder, "latchkey.js"));
  return () => rmSync(folder, { recursive: true, force: true });
}
