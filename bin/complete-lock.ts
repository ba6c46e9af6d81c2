// npm writes an optional package of another platform into package-lock.json only if it could be resolved when the lock
// was made, and `npm ci` (npm 11) refuses a lock that lacks one: "Missing: … from lock file". This adds what is missing, by
// name, version, system and processor. Run it after every `npm install` (`npm run lock`).
import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

type LockedPackage = {
  version?: string;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, LockedPackage> };

/** What was added (`name@version`), and what could not be, for its name tells no platform. */
export type Completion = { readonly added: string[]; readonly skipped: string[] };

const systems = new Map([
  ["darwin", "darwin"],
  ["macos", "darwin"],
  ["linux", "linux"],
  ["linuxmusl", "linux"],
  ["win32", "win32"],
  ["windows", "win32"],
  ["android", "android"],
  ["freebsd", "freebsd"],
  ["openbsd", "openbsd"],
  ["netbsd", "netbsd"],
  ["sunos", "sunos"],
  ["aix", "aix"],
  ["openharmony", "openharmony"],
  ["fsevents", "darwin"], // the one whose name does not say it
]);
const processors = new Map([
  ...["arm64", "x64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32"].map((name) => [name, name] as const),
  ["ppc64le", "ppc64"],
  ["armv7", "arm"],
  ["armv7l", "arm"],
  ["armhf", "arm"],
]);

/**
 * Adds the optional packages that `lock` names but lacks. No checksum is known for them, so npm verifies none.
 * @param lock the parsed package-lock.json, which is changed
 */
export function completeLock(lock: Lock): Completion {
  const added: string[] = [];
  const skipped: string[] = [];
  for (const [parent, { optionalDependencies, dev }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies ?? {})) {
      if (isLocked(lock, parent, name)) continue;
      const version = range.replace(/^npm:.*@/, "").replace(/^[\^~]/, "");
      const platform = platformOf(name);
      if (!platform) {
        skipped.push(`${name}@${range} (of ${parent})`);
        continue;
      }
      lock.packages[`node_modules/${name}`] = { version, ...(dev ? { dev } : {}), optional: true, ...platform };
      added.push(`${name}@${version}`);
    }
  }
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
  return { added, skipped };
}

/** Looks where Node would: in the parent's own node_modules, then in those of the folders above. */
function isLocked({ packages }: Lock, parent: string, name: string): boolean {
  for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (packages[at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

function platformOf(name: string): Pick<LockedPackage, "os" | "cpu" | "libc"> | null {
  const words = name.replace(/^@/, "").split(/[/\-_.]/);
  const os = words.map((word) => systems.get(word)).find((word) => word !== undefined);
  const cpu = words.map((word) => processors.get(word)).find((word) => word !== undefined);
  if (os === undefined && cpu === undefined) return null;
  const libc = words.some((word) => word.includes("musl"))
    ? "musl"
    : os === "linux" && words.some((word) => word.startsWith("gnu"))
      ? "glibc"
      : undefined;
  return {
    ...(os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
  };
}

function isLock(value: unknown): value is Lock {
  return (
    typeof value === "object" && value !== null && "packages" in value && typeof value.packages === "object" && value.packages !== null
  );
}

function main(file: string): void {
  const lock: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isLock(lock)) throw new Error(`${path.basename(file)} is no lock file of npm 7 or later: make it anew with \`npm install\`.`);
  const { added, skipped } = completeLock(lock);
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  for (const one of skipped) process.stderr.write(`Skipped ${one}: its name tells no platform.\n`);
  process.stdout.write(`Added ${added.length} packages of other platforms to ${path.basename(file)}.\n`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  main(process.argv[2] ?? "package-lock.json");
