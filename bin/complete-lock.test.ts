import { expect, test } from "vitest";
import { completeLock } from "./complete-lock";

test("a lock gets the platform packages it names but lacks, with the system and processor their names tell", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/tool": {
        dev: true,
        optionalDependencies: {
          "@tool/linux-arm64-musl": "1.2.3",
          "@tool/linux-x64-gnu": "1.2.3",
          "@tool/win32-x64": "^1.2.3",
          fsevents: "~2.3.3",
          mystery: "1.0.0",
        },
      },
      "node_modules/@tool/linux-x64-gnu": { version: "1.2.3", integrity: "sha512-kept" },
    },
  };
  expect(completeLock(lock)).toEqual({
    added: ["@tool/linux-arm64-musl@1.2.3", "@tool/win32-x64@1.2.3", "fsevents@2.3.3"],
    skipped: ["mystery@1.0.0 (of node_modules/tool)"],
  });
  expect(lock.packages).toMatchObject({
    "node_modules/@tool/linux-arm64-musl": { version: "1.2.3", dev: true, optional: true, os: ["linux"], cpu: ["arm64"], libc: ["musl"] },
    "node_modules/@tool/linux-x64-gnu": { integrity: "sha512-kept" },
    "node_modules/fsevents": { os: ["darwin"] },
  });
});

test("completing a complete lock changes nothing", () => {
  const lock = {
    packages: {
      "node_modules/a": { optionalDependencies: { "a-linux-x64": "1.0.0" } },
      "node_modules/a/node_modules/a-linux-x64": { version: "1.0.0" },
      "node_modules/a/node_modules/b": { optionalDependencies: { "a-linux-x64": "1.0.0" } },
    },
  };
  const before = structuredClone(lock);
  expect(completeLock(lock)).toEqual({ added: [], skipped: [] });
  expect(lock).toEqual(before);
});
