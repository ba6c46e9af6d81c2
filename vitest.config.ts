import path from "node:path";
import { defineConfig } from "vitest/config";

const alias = { "@": path.resolve(import.meta.dirname) };
const ignored = ["**/node_modules/**", "**/.next*/**", "dist/**"];

// No test talks to a database, a port or a folder that it did not make itself.
const env = {
  DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none",
  // That of the servers of e2e too: a test that seals a key for them stands for one more process of theirs.
  LATCHKEY_SECRET: "0f2b7c9e4a6d8135f7e1c3b59d20a846b8d4f06e2c91a375",
  LATCHKEY_UNSAFE_DATABASE: "1",
  LATCHKEY_LOG_LEVEL: "silent",
};

export default defineConfig({
  resolve: { alias },
  test: {
    reporters: ["default"],
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", env, maxWorkers: 2, include: ["**/*.test.{ts,tsx}"], exclude: [...ignored, "**/*.db.test.ts", "e2e/**"] },
      },
      {
        resolve: { alias },
        test: {
          name: "database",
          env,
          // Reading all modules anew for each file, Prisma's engine among them, took a quarter of the time: what a process
          // must have of its own stands in lib/registry.ts, and testDatabase() makes that as new.
          isolate: false,
          include: ["**/*.db.test.ts"],
          exclude: [...ignored, "e2e/**"],
          globalSetup: ["lib/testing/global-setup.ts", "bin/testing/command-line-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "http",
          env,
          include: ["e2e/{gateway,panel,portal,operator}/**/*.test.ts"],
          exclude: ignored,
          globalSetup: "e2e/support/global-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "faults",
          env,
          include: ["e2e/faults/**/*.fault.ts"],
          exclude: ignored,
          testTimeout: 600_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
