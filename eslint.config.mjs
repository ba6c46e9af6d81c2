import { defineConfig } from "eslint/config";
import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

// One place for each power. Who adds a rule adds a case to bin/checks/lint-rules.test.ts, which proves that it bites.
const powers = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: "lib/env is the one reader of process.env." },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Ask now() of lib/clock.ts." },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: "Ask now() of lib/clock.ts." },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "Secrets and ids come from lib/crypto and lib/id.ts.",
  },
  { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: "React escapes; keep it so." },
  {
    selector: "MemberExpression[property.name=/^\\$(queryRawUnsafe|executeRawUnsafe)$/]",
    message: "Bind parameters: a pool's query() with values.",
  },
  {
    selector: "CallExpression[callee.object.name='NextResponse'][callee.property.name='redirect']",
    message: "Build the Location by hand: NextResponse.redirect follows //evil (security.md, N7).",
  },
  {
    selector: "CallExpression[callee.property.name='postMessage'] > Literal[value='*']",
    message: "Name the origin that may read the message.",
  },
  {
    selector: "CallExpression[callee.name=/^(decodeJwt|getToken)$/]",
    message: "Verify first; and never take a panel session from a Bearer header.",
  },
];
// What people read stands in lib/words: no letters between tags, nor in the attributes that are shown or read out. What stands
// in <Code> is a machine's.
const say = "Say it with the words: lib/words/<language>/*.json.";
const read = "JSXAttribute[name.name=/^(title|label|alt|placeholder|caption|hint|aria-(label|description|roledescription|valuetext))$/]";
const chosen = ":matches(ConditionalExpression, LogicalExpression)";
const sentences = [
  "CallExpression[callee.name=/^(refusedForm|refusedField|done|plainAnswer)$/] > Literal[value=/^\\p{Lu}/u]",
  "CallExpression[callee.name=/^(refusedForm|refusedField|done|plainAnswer)$/] > TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]",
  // What a schema says, by zod's names.
  "CallExpression[callee.property.name=/^(min|max|int|length|regex|refine)$/] > :matches(Literal[value=/^\\p{Lu}/u], TemplateLiteral)",
  "CallExpression[callee.object.name='z'] > ObjectExpression > Property[key.name='error'] > Literal",
].map((selector) => ({ selector, message: say }));
const written = [
  "JSXFragment > JSXText[value=/\\p{L}/u]",
  "JSXElement[openingElement.name.name!='Code'] > JSXText[value=/\\p{L}/u]",
  `${read} > Literal[value=/\\p{L}/u]`,
  "JSXAttribute[name.name='name'] > Literal[value=/^\\p{Lu}/u]",
  ...[":matches(JSXElement, JSXFragment) > JSXExpressionContainer", `${read} > JSXExpressionContainer`].flatMap((place) => [
    `${place} > Literal[value=/\\p{L}/u]`,
    `${place} > ${chosen} > Literal[value=/\\p{L}/u]`,
    `${place} > TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]`,
    `${place} > ${chosen} > TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]`,
  ]),
].map((selector) => ({ selector, message: say }));
const cryptoOnly = {
  paths: [
    { name: "node:crypto", message: "lib/crypto is the one place for hashes, keys and randomness." },
    { name: "crypto", message: "lib/crypto is the one place for hashes, keys and randomness." },
    { name: "next-auth/jwt", importNames: ["getToken"], message: "It falls back to the Authorization header." },
  ],
};

export default defineConfig(
  { ignores: [".next*/**", "dist/**", "prisma/client/**", "next-env.d.ts", "examples/**", "test-results/**", "playwright-report/**"] },
  ...next,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.mjs", "*.js", "bin/*.mjs", ".dependency-cruiser.cjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    rules: {
      "no-restricted-syntax": ["error", ...powers],
      "no-restricted-imports": ["error", cryptoOnly],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 250, skipBlankLines: false, skipComments: false }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
    },
  },
  {
    files: ["lib/crypto/**", "**/*.test.{ts,tsx}", "e2e/**", "bin/**", "lib/db/**", "lib/testing/**"],
    rules: { "no-restricted-imports": "off" },
  },
  { files: ["app/**", "components/**"], rules: { "no-restricted-syntax": ["error", ...powers, ...sentences, ...written] } },
  { files: ["lib/**"], rules: { "no-restricted-syntax": ["error", ...powers, ...sentences] } },
  {
    files: [
      "lib/env/index.ts",
      "instrumentation.ts",
      "bin/**",
      "e2e/**",
      "*.config.*",
      "next.config.js",
      "lib/testing/**",
      "lib/db/embedded/**",
    ],
    rules: { "no-restricted-syntax": ["error", ...powers.slice(1)] },
  },
  { files: ["lib/clock.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["**/*.test.{ts,tsx}", "e2e/**"],
    rules: {
      "max-lines-per-function": "off",
      "no-restricted-syntax": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "max-lines": ["error", { max: 400 }],
    },
  },
  { files: ["bin/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.{js,mjs,cjs}"],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { "no-restricted-syntax": "off", "no-restricted-imports": "off", "max-lines-per-function": "off" },
  },
);
