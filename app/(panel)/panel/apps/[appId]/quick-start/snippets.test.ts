import { execFileSync, spawnSync } from "node:child_process";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";
import { fillInSnippet, frameworkNamed, frameworks, snippetFor } from "./snippets";

const own = { platformUrl: "https://id.shop.example", serviceUrl: "https://shop.example/enter/here?a=b#c" };

describe.each(frameworks)("the code for $name", (framework) => {
  test("has the reader's own values in it, and no example's", async () => {
    const code = await snippetFor(framework, own);
    expect(code).toContain("https://id.shop.example");
    expect(code).toContain("enter/here");
    expect(code).not.toMatch(/latchkey\.example|path\/of\/your/);
  });

  test("tells every refusal apart, ends the session, starts a fresh one and cleans the URL", async () => {
    const code = await snippetFor(framework, own);
    for (const word of [
      "401",
      "403",
      "404",
      "410",
      "429",
      "503",
      "services",
      "internal_email_address",
      "x-session-max-age",
      "LATCHKEY_TOKEN",
    ])
      expect(code).toContain(word);
    expect(code).toMatch(/303|see_other/);
    expect(code.toLowerCase()).toContain("retry-after");
  });
});

test.each([
  ["https://shop.example", 'get("/"', "app/route.ts"],
  ["https://shop.example/", 'get("/"', "app/route.ts"],
  ["https://shop.example/login/", 'get("/login/"', "app/login/route.ts"],
  ["https://shop.example/a'b\"c$(d)`e", 'get("/a%27b%22c%24%28d%29%60e"', "app/a%27b%22c%24%28d%29%60e/route.ts"],
])("the path of %s lands in code as text", (serviceUrl, express, next) => {
  const fill = (text: string) => fillInSnippet(text, { ...own, serviceUrl });
  expect(fill('app.get("/path/of/your/service-url"')).toContain(express);
  expect(fill("// app/path/of/your/service-url/route.ts")).toContain(next);
});

test("an unknown framework in the address shows the first", () => {
  for (const odd of [null, "", "cobol", "__proto__"]) expect(frameworkNamed(odd)).toBe(frameworks[0]);
});

// What this machine has of the languages: a snippet that does not even parse must not be pasted by anybody.
const syntax = {
  express: { program: "node", args: ["--check", "-"] },
  django: { program: "python3", args: ["-c", "import ast,sys; ast.parse(sys.stdin.read())"] },
  laravel: { program: "php", args: ["-l"] },
  rails: { program: "ruby", args: ["-c"] },
} as const;

for (const [key, { program, args }] of Object.entries(syntax)) {
  const there = spawnSync(program, ["--version"]).status === 0;
  test.skipIf(!there)(`the code for ${key} parses (needs ${program})`, async () => {
    const code = await snippetFor(frameworkNamed(key), own);
    expect(() => execFileSync(program, args, { input: code, stdio: ["pipe", "ignore", "pipe"] })).not.toThrow();
  });
}

test("the code for next parses", async () => {
  const code = await snippetFor(frameworkNamed("next"), own);
  expect(transformSync(code, { loader: "ts" }).warnings).toEqual([]);
});
