// The tiers of the house: core -> powers -> events, accounts, people, calendars -> rooms -> app, bin. Each rule is proved to bite by
// bin/checks/architecture.test.ts.
const powers = "^lib/(env|db|crypto|credentials|http|limits|health|forms|mail|words)/|^lib/(clock|log|id|registry)\\.ts$";
const middle = "^lib/(events|accounts|people|calendars)/";
const rooms = "^lib/(partners|apps|purchases|terms|statistics|payoffs|protocols/[^/]+)/";
const tests = "\\.test\\.tsx?$";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: { path: "^(lib|app|components|bin)" }, to: { circular: true } },
    {
      name: "core-imports-nothing-of-the-house",
      severity: "error",
      from: { path: "^lib/core/", pathNot: tests },
      to: { path: "^(lib/(?!core/)|app|components|bin|prisma)" },
    },
    {
      name: "powers-know-no-business",
      severity: "error",
      from: { path: powers, pathNot: tests },
      to: { path: [middle, rooms, "^(app|components|bin)/"] },
    },
    { name: "no-way-back-up", severity: "error", from: { path: middle, pathNot: tests }, to: { path: [rooms, "^(app|components|bin)/"] } },
    { name: "rooms-do-not-know-pages", severity: "error", from: { path: rooms, pathNot: tests }, to: { path: "^(app|components|bin)/" } },
    {
      name: "a-room-never-imports-another-room",
      severity: "error",
      from: { path: "^lib/(partners|apps|purchases|terms|statistics|payoffs|protocols/[^/]+)/", pathNot: tests },
      to: { path: rooms, pathNot: "^lib/$1/" },
    },
    {
      name: "a-room-is-entered-by-its-door",
      severity: "error",
      from: { path: "^(app|bin|components|lib)/", pathNot: [rooms, tests] },
      to: { path: rooms, pathNot: "/index\\.ts$" },
    },
    {
      name: "verify-wire-and-refusals-reach-no-io",
      severity: "error",
      from: { path: "^lib/protocols/[^/]+/(verify|wire|refusals)\\.ts$" },
      to: { path: "^lib/(db|events|limits|health|platform)/|^node_modules/(pg|@prisma)", reachable: true },
    },
    { name: "components-hold-no-query", severity: "error", from: { path: "^components/" }, to: { path: ["^lib/db/", rooms] } },
    { name: "examples-stand-alone", severity: "error", from: { path: "^examples/" }, to: { path: "^(lib|app|components|bin|prisma)/" } },
    {
      name: "tests-are-imported-by-nobody",
      severity: "error",
      from: { pathNot: [tests, "^lib/testing/", "^bin/testing/", "^e2e/"] },
      to: { path: [tests, "^lib/testing/", "^e2e/"] },
    },
    {
      name: "development-packages-stay-there",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: [tests, "^lib/testing/"] },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|prisma/client" },
    exclude: { path: "^(\\.next|dist|test-results)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
