import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import lockfile from "proper-lockfile";
import { packageRoot } from "@/lib/env/package-root";
import { bundle } from "./bundle";
import { buildFingerprint } from "./fingerprint";
import { overweight, pageWeights } from "./page-weight";
import { runNode } from "./run-program";

/**
 * Makes what `npm start` runs: Next's build, and the front door as `dist/server.js`. The same sources are not built
 * twice, and of two builds in one folder the second waits for the first and then finds its work done.
 * @param say told a sentence about each longer step
 */
export async function build(say: (sentence: string) => void): Promise<void> {
  const root = packageRoot();
  const folder = path.join(root, "dist");
  const stamp = path.join(folder, "build.json");
  mkdirSync(folder, { recursive: true });
  const release = await lockfile.lock(folder, { retries: { forever: true, minTimeout: 250, maxTimeout: 1000 }, stale: 15_000 });
  try {
    const fingerprint = buildFingerprint(root);
    if (isBuilt(root, stamp, fingerprint)) return;
    say("Building the pages (a minute, once) …");
    writeFileSync(stamp, "{}");
    await runNode("node_modules/next/dist/bin/next", ["build"], {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    const heavy = overweight(pageWeights(path.join(root, process.env.LATCHKEY_BUILD_DIR ?? ".next")));
    if (heavy !== null) throw new Error(heavy);
    await bundle(root, "bin/server.ts", path.join(folder, "server.js"));
    writeFileSync(stamp, JSON.stringify({ fingerprint }));
  } finally {
    await release();
  }
}

function isBuilt(root: string, stamp: string, fingerprint: string): boolean {
  if (!existsSync(stamp) || !existsSync(path.join(root, ".next/BUILD_ID")) || !existsSync(path.join(root, "dist/server.js"))) return false;
  return (JSON.parse(readFileSync(stamp, "utf8")) as { fingerprint?: string }).fingerprint === fingerprint;
}
