import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isId } from "@/lib/id";
import { type TestDatabase, testDatabase, testPool } from "@/lib/testing/database";
import { runLatchkey } from "./run-latchkey";

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "latchkey-terms-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function run(args: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const terminal = {
    writeOut: (text: string) => void (out += text),
    writeError: (text: string) => void (err += text),
    outIsTerminal: false,
    input: Readable.from([input]),
  };
  return { code: await runLatchkey(args, terminal, (work) => work()), out, err };
}

async function done(args: readonly string[], input?: string): Promise<Record<string, unknown>> {
  const { code, out, err } = await run(args, input);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as Record<string, unknown>;
}

async function refused(args: readonly string[], input = ""): Promise<string> {
  const { code, out, err } = await run(args, input);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  return (JSON.parse(err.trimEnd().split("\n").at(-1) ?? "") as { error: string }).error;
}

test("terms publish and withdraw", async () => {
  const file = path.join(folder, "use.md");
  await writeFile(file, "# Use\n\nBe kind.\n");
  const publish = ["terms", "publish", "--document", "use", "--title", "Terms of use", "--file"];
  const documentId = expect.toSatisfy((value: string) => isId(value)) as unknown;
  const first = await done([...publish, file]);
  expect(first).toEqual({ documentId, version: 1 });
  expect(await done([...publish, "-", "--language", "es"], "# Uso\n")).toEqual({ ...first, version: 1 });
  expect(await done([...publish, file])).toEqual({ ...first, version: 2 });
  expect(await done([...publish, file, "--country", "ES", "--language", "es", "--effective", "24h"])).toEqual({ ...first, version: 1 });
  const { rows } = await testPool().query<{ markdown: string }>(
    "SELECT t.markdown FROM terms_texts t JOIN terms_versions v ON v.id = t.version_id WHERE v.version = 1 AND v.country IS NULL ORDER BY t.language",
  );
  expect(rows).toEqual([{ markdown: "# Use\n\nBe kind.\n" }, { markdown: "# Uso\n" }]);
  expect(await done(["terms", "withdraw", "--document", "use", "--version", "2"])).toEqual({
    withdrawnAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown,
  });
  expect(await refused(["terms", "withdraw", "--document", "use", "--version", "2"])).toBe("already_withdrawn");
  for (const unknown of ["7", "1 --country PL"]) {
    expect(await refused(["terms", "withdraw", "--document", "use", "--version", ...unknown.split(" ")])).toBe("version_unknown");
  }
  expect(await refused([...publish, path.join(folder, "nothing.md")])).toBe("file_unreadable");
  await writeFile(file, Buffer.from([0xff, 0xfe]));
  expect(await refused([...publish, file])).toBe("file_unreadable");
  expect(await refused([...publish, "-"])).toBe("markdown_invalid");
  for (const [flag, value, code] of [
    ["--country", "es", "country_invalid"],
    ["--language", "ES", "language_invalid"],
  ] as const)
    expect(await refused([...publish, "-", flag, value], "x")).toBe(code);
  const { rows: audit } = await testPool().query<{ n: number }>(
    "SELECT count(*)::int AS n FROM audit_events WHERE action LIKE 'terms.%' AND actor_kind = 'cli'",
  );
  expect(audit).toEqual([{ n: 5 }]);
});
