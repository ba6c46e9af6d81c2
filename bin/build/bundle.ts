import { build } from "esbuild";

/**
 * Makes one plain file of a program of ours, with the packages it uses left where they are: it starts in half the time.
 * @param root package root @param entry path below it, such as `bin/server.ts` @param outfile inside the package, for `import` to find packages
 */
export async function bundle(root: string, entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
    absWorkingDir: root,
  });
}
