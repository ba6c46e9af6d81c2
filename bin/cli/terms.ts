import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { checked, futureInstant, wholeNumber } from "./option-values";
import type { CommandLine, Terminal } from "./command-line";
import { refusal, settled } from "./refusal";

type Publish = {
  readonly document: string;
  readonly title: string;
  readonly file: string;
  readonly country?: string;
  readonly language: string;
  readonly effective?: Date;
  readonly optional?: true;
};
type Withdraw = { readonly document: string; readonly version: number; readonly country?: string };

const cli = { kind: "cli" } as const;

/** `terms publish` and `terms withdraw`. */
export function addTermsCommands({ noun, does, terminal }: CommandLine): void {
  const terms = noun("terms", "documents that users accept");
  const publish = terms
    .command("publish")
    .description("publish a text: the next version, or a translation of the current one into a language that it lacks")
    .requiredOption("--document <short name>", "which document; made when there is none of this name")
    .requiredOption("--title <text>", "its title in this language")
    .requiredOption("--file <path>", "its text in Markdown; - reads it from standard input")
    .option("--country <code>", "for users of this country alone (ISO 3166-1 alpha-2)")
    .option("--language <code>", "the language of the text (ISO 639)", "en")
    .option("--effective <time>", "when the version begins (default: at once)", futureInstant)
    .option("--optional", "nobody has to accept it; counts for a document that is new");
  does(publish, async (options: Publish) => {
    const { publishTerms, termsInput } = await import("@/lib/terms");
    const input = checked(termsInput, {
      slug: options.document,
      title: options.title,
      markdown: await readText(options.file, terminal.input),
      country: options.country ?? null,
      language: options.language,
      mandatory: options.optional !== true,
      effectiveAt: options.effective ?? null,
    });
    const { documentId, version } = settled(await publishTerms(input, cli));
    return { documentId, version };
  });
  const withdraw = terms
    .command("withdraw")
    .description("take a version back that nobody has accepted yet")
    .requiredOption("--document <short name>", "which document")
    .requiredOption("--version <number>", "which version of it", wholeNumber(1, 1_000_000))
    .option("--country <code>", "of the versions for this country");
  does(withdraw, async ({ document, version, country }: Withdraw) => {
    const { findVersionNamed, withdrawVersion } = await import("@/lib/terms");
    const versionId = await findVersionNamed(document, country ?? null, version);
    if (versionId === null) throw refusal("version_unknown");
    const { withdrawnAt } = settled(await withdrawVersion(versionId, cli));
    return { withdrawnAt: withdrawnAt.toISOString() };
  });
}

/** @throws Refusal `file_unreadable`: not there, no file, or no UTF-8 */
async function readText(file: string, input: Terminal["input"]): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file === "-" ? Buffer.from(await text(input)) : await readFile(file));
  } catch {
    throw refusal("file_unreadable");
  }
}
