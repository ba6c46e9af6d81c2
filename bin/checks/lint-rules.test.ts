import { ESLint } from "eslint";
import { describe, expect, test, vi } from "vitest";
import { packageRoot } from "@/lib/env/package-root";

const eslint = new ESLint({
  cwd: packageRoot(),
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["lib/*.ts", "lib/*.tsx", "components/*.tsx"] } } },
  },
});

async function complaints(code: string, file = "lib/example.ts"): Promise<string> {
  const [result] = await eslint.lintText(code, { filePath: file });
  return (result?.messages ?? []).map((message) => `${message.ruleId ?? "?"}: ${message.message}`).join("\n");
}

// The first file makes the type checker read the whole project.
vi.setConfig({ testTimeout: 120_000 });

describe("each lint rule that keeps a power in one place bites", () => {
  test.each([
    ["process.env outside lib/env", "export const port = process.env.PORT;", "one reader of process.env"],
    ["the time of day outside lib/clock.ts", "export const at = new Date();", "now()"],
    ["Date.now()", "export const at = Date.now();", "now()"],
    ["Math.random", "export const dice = Math.random();", "Secrets and ids"],
    [
      "unsafe raw queries",
      "export const q = (db: { $queryRawUnsafe: (s: string) => void }) => { db.$queryRawUnsafe('x'); };",
      "Bind parameters",
    ],
    [
      "a Next redirect built from a URL",
      "declare const NextResponse: { redirect: (u: URL) => void }; NextResponse.redirect(new URL('/x', 'https://a.example'));",
      "Location by hand",
    ],
    [
      "a message to any origin",
      "declare const parent: { postMessage: (m: string, o: string) => void }; parent.postMessage('x', '*');",
      "Name the origin",
    ],
    ["reading a JWT before it is verified", "declare function decodeJwt(t: string): void; decodeJwt('x');", "Verify first"],
    ["hashing outside lib/crypto", "import { createHash } from 'node:crypto'; createHash('sha256');", "one place for hashes"],
    ["a non-null assertion", "export const first = (list: string[]) => list[0]!;", "no-non-null-assertion"],
    ["any", "export const loose = (value: any) => value;", "no-explicit-any"],
    ["console", "console.log('x');", "no-console"],
  ])("%s", async (_name, code, expected) => {
    expect(await complaints(code)).toContain(expected);
  });

  test("raw HTML in React", async () => {
    expect(await complaints("export const Raw = () => <p dangerouslySetInnerHTML={{ __html: 'x' }} />;", "lib/example.tsx")).toContain(
      "React escapes",
    );
  });

  test.each([
    "<p>Sign in</p>",
    "<>Zażółć</>",
    "<p>{'Sign in'}</p>",
    "<p>{`Signed in as ${name}`}</p>",
    "<p>{name === '' ? 'Nobody' : name}</p>",
    "<p>{name && `by ${name}`}</p>",
    "<p title='Sign in' />",
    "<p aria-label={`Sign in as ${name}`} />",
    "<input placeholder={'E-mail'} />",
    "<img alt={name === '' ? 'Nobody' : name} src='/x.png' />",
    "<Field name='Token' label='Token' />",
  ])("text of a page outside lib/words: %s", async (jsx) => {
    const code = `declare function Field(props: object): null;\nexport const Page = ({ name }: { name: string }) => ${jsx};\nexport { Field };`;
    expect(await complaints(code, "components/example.tsx")).toContain("Say it with the words");
  });

  test.each([
    ["a schema's message", "export const name = z.string().min(1, 'The name is missing.');"],
    ["a schema's message for what is no text", "export const name = z.string({ error: 'Enter a name.' });"],
    ["a schema's message with a value", "const most = 3; export const name = z.string().max(most, `Up to ${most}.`);"],
    [
      "what a form answers",
      "declare function refusedForm(sentence: string): object; export const no = refusedForm('There is no such app.');",
    ],
  ])("a sentence outside lib/words: %s", async (_name, code) => {
    expect(await complaints(`import { z } from "zod";\n${code}\nvoid z;`)).toContain("Say it with the words");
  });

  test("but not signs, numbers, names of fields or what a machine reads", async () => {
    const code = `declare function Code(props: object): null;
      export const Page = ({ name }: { name: string }) => (
        <p className={name === "" ? "font-bold" : "text-muted"} title={name}>
          · {name} – 12 % <input name="email" type="email" aria-label={name} /> <Code>GET /</Code> {name === "ada" ? "" : " · "}
        </p>
      );`;
    expect(await complaints(code, "components/example.tsx")).not.toContain("Say it with the words");
  });

  test("files and functions that grow too long", async () => {
    expect(await complaints(`export function long(): void {\n${"  void 0;\n".repeat(260)}}\n`)).toMatch(
      /max-lines-per-function[\s\S]*max-lines:|max-lines:[\s\S]*max-lines-per-function/,
    );
  });

  test("and leaves ordinary code alone", async () => {
    expect(await complaints("export const double = (value: number): number => value * 2;\n")).toBe("");
  });
});
