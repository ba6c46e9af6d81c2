import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { packageRoot } from "@/lib/env/package-root";
import type { CleanUp } from "./clean-up";

const sources = {
  generator: new URL("./load/generator.ts", import.meta.url),
  rawLaunchToken: new URL("./servers/raw-launch-token.ts", import.meta.url),
  rawExternalToken: new URL("./servers/raw-external-token.ts", import.meta.url),
  rawSignedLogin: new URL("./servers/raw-signed-login.ts", import.meta.url),
  rawPairedLaunch: new URL("./servers/raw-paired-launch.ts", import.meta.url),
  statisticsPage: new URL("./servers/statistics-page.ts", import.meta.url),
  betterAuth: new URL("./servers/better-auth.ts", import.meta.url),
  oidcProvider: new URL("./servers/oidc-provider.ts", import.meta.url),
};

/** Where the compiled programs of the bench lie, by name. */
export type Programs = Readonly<Record<keyof typeof sources, string>>;

/**
 * Compiles what runs in processes of its own, exactly as the product's build compiles the front door: a loader that
 * compiles on the way in (tsx) would leave its marks on what is measured.
 */
export async function bundlePrograms(cleanUp: CleanUp): Promise<Programs> {
  const root = packageRoot();
  const folder = mkdtempSync(path.join(os.tmpdir(), "latchkey-bench-programs-"));
  cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "programs"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const outdir = path.join(folder, "programs");
  await build({
    entryPoints: Object.fromEntries(Object.entries(sources).map(([name, url]) => [name, fileURLToPath(url)])),
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
    absWorkingDir: root,
  });
  const placeOf = (name: keyof typeof sources) => path.join(outdir, `${name}.mjs`);
  return {
    generator: placeOf("generator"),
    rawLaunchToken: placeOf("rawLaunchToken"),
    rawExternalToken: placeOf("rawExternalToken"),
    rawSignedLogin: placeOf("rawSignedLogin"),
    rawPairedLaunch: placeOf("rawPairedLaunch"),
    statisticsPage: placeOf("statisticsPage"),
    betterAuth: placeOf("betterAuth"),
    oidcProvider: placeOf("oidcProvider"),
  };
}
