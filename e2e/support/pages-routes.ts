import { readdirSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "@/lib/env/package-root";

/** What stands behind an address of ours. */
export type Route = {
  /** as in `app/`, without the groups: `/panel/apps/[appId]` */
  readonly pattern: string;
  readonly kind: "page" | "handler";
  readonly realm: "panel" | "operator" | "portal" | "shared";
};

// Everybody may see these without a session: the doors of the realms, and the catalogue.
const openPages = new Set([
  "/",
  "/services",
  "/signed-out",
  "/services/[slug]",
  "/terms",
  "/terms/[document]",
  "/guides/portal-links",
  ...["sign-in", "sign-up", "forgot-password", "reset-password"].flatMap((door) => [`/${door}`, `/panel/${door}`]),
  // Not there at all, unless the environment asks for it.
  "/dev/outbox",
]);

/** Whether a page is shown to whoever asks. A new page is closed until it is named above. */
export function isOpen({ pattern }: Route): boolean {
  return openPages.has(pattern);
}

/** Every page and route handler of `app/`, read from the tree, so that a new one is covered by itself. The protocols have tests of their own. */
export function routesOf(): Route[] {
  const root = path.join(packageRoot(), "app");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /(?:^|\/)(?:page|route)\.tsx?$/.test(file));
  return files
    .filter((file) => !file.startsWith("(gateway)"))
    .map((file): Route => {
      const folders = path.dirname(file).split("/");
      const pattern = `/${folders.filter((name) => name !== "." && !name.startsWith("(")).join("/")}`;
      return { pattern, kind: path.basename(file).startsWith("page") ? "page" : "handler", realm: realmOf(pattern) };
    })
    .sort((left, right) => left.pattern.localeCompare(right.pattern));
}

/** The pages of some realms. */
export function pagesOf(...realms: readonly Route["realm"][]): Route[] {
  return routesOf().filter(({ kind, realm }) => kind === "page" && realms.includes(realm));
}

function realmOf(pattern: string): Route["realm"] {
  const [, first] = pattern.split("/");
  if (first === "panel" || first === "operator") return first;
  return first === "api" ? "shared" : "portal";
}

/** The address of a route with its parameters filled in. A parameter that is not known here has to be taught, by whoever adds it. */
export function pathOf({ pattern }: Route, parameters: Readonly<Record<string, string>>): string {
  return pattern.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_whole, name: string) => {
    const value = parameters[name];
    if (value === undefined)
      throw new Error(`${pattern} has a parameter [${name}] that these tests do not know: add it to the parameters of the cast.`);
    return value;
  });
}
