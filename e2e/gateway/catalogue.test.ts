import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "@/lib/env/package-root";

const root = packageRoot();
const folder = path.join(root, "docs/security");
const rows = ["attacks.md", "faults.md"].flatMap((file) =>
  readFileSync(path.join(folder, file), "utf8")
    .split("\n")
    .flatMap((line) => {
      const id = /^\| ((?:P\dE?|PN)-\d\d|R\d+) \|/.exec(line)?.[1];
      const where = [...line.matchAll(/\]\(([^)#]+)\)/g)].flatMap(([, link]) => (link === undefined ? [] : [path.join(folder, link)]));
      return id === undefined ? [] : [{ id, where }];
    }),
);
const tests = ["e2e", "lib", "bin", "app"].flatMap((top) =>
  readdirSync(path.join(root, top), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(?:test|spec|fault)\.ts$/.test(file))
    .map((file) => path.join(top, file)),
);

test("each row of docs/security stands once, and the tests that it names are there and quote its id", () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const broken = rows.flatMap(({ id, where }) =>
    where
      .filter((file) => /\.(?:test|spec|fault)\.ts$/.test(file))
      .filter((file) => !existsSync(file) || (id !== "P1-21" && !readFileSync(file, "utf8").includes(id)))
      .map((file) => `${id}: ${path.relative(root, file)}`),
  );
  expect(broken).toEqual([]);
});

test("each id that a test's name quotes has a row in docs/security", () => {
  const known = new Set(rows.map(({ id }) => id));
  const unknown = tests.flatMap((file) => {
    const names = readFileSync(path.join(root, file), "utf8").matchAll(/["'`]((?:P[1-5]E?|PN)-\d\d|R\d{1,2})(?=[ :,])/g);
    return [...names].flatMap(([, id]) => (id === undefined || known.has(id) ? [] : [`${id} in ${file}`]));
  });
  expect(unknown).toEqual([]);
});
