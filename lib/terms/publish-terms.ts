import { accept, refuse, type Result } from "@/lib/core/result";
import { contentHash } from "@/lib/crypto/content-hash";
import { Prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { findLine, type Line } from "./line";
import type { TermsInput } from "./terms-input";

/** What was published: a version that is new, or a translation of one that was there. */
export type Published = {
  readonly documentId: string;
  readonly versionId: string;
  readonly version: number;
  readonly kind: "version" | "translation";
};

/** `published_meanwhile`: somebody else was faster; look again. `translation_has_no_date`: it begins when its version does. */
export type PublishRefusal = "published_meanwhile" | "translation_has_no_date";

/**
 * Publishes a text. In a language that the line's current version lacks it is a translation of that version, which asks nobody
 * again; in one that it has, or where there is no version yet, it makes the next version (decision 0010). Of two that publish
 * at once the unique keys let one through.
 * @param expected what the operator was told that it would make; null: whatever it makes
 */
export async function publishTerms(
  input: TermsInput,
  actor: Actor,
  expected: Pick<Published, "kind" | "version"> | null = null,
): Promise<Result<Published, PublishRefusal>> {
  return transaction((tx) => publishWithin(tx, input, actor, expected));
}

/** The same within a transaction. */
export async function publishWithin(
  tx: Transaction,
  input: TermsInput,
  actor: Actor,
  expected: Pick<Published, "kind" | "version"> | null,
): Promise<Result<Published, PublishRefusal>> {
  const documentId = await documentNamed(tx, input);
  const line = await findLine(tx, documentId, input.country);
  const made = whatItMakes(line, input.language);
  if (expected !== null && (expected.kind !== made.kind || expected.version !== made.version)) return refuse("published_meanwhile");
  if (made.kind === "translation" && input.effectiveAt !== null) return refuse("translation_has_no_date");
  const versionId = made.kind === "version" ? await insertVersion(tx, { documentId, version: made.version, input, actor }) : made.versionId;
  if (versionId === null || !(await insertText(tx, versionId, input))) return refuse("published_meanwhile");
  await tellPublished(tx, { documentId, versionId, made, input, actor });
  return accept({ documentId, versionId, version: made.version, kind: made.kind });
}

type Made =
  | { readonly kind: "version"; readonly version: number }
  | { readonly kind: "translation"; readonly version: number; readonly versionId: string };

/** What a text in a language makes of a line. */
export function whatItMakes(line: Line, language: string): Made {
  const { current } = line;
  if (current !== null && !current.languages.includes(language))
    return { kind: "translation", version: current.version, versionId: current.id };
  return { kind: "version", version: line.lastNumber + 1 };
}

async function documentNamed(tx: Transaction, { slug, mandatory }: TermsInput): Promise<string> {
  // ON CONFLICT DO NOTHING: whoever made it first did.
  await tx.termsDocument.createMany({ data: [{ id: newId(), slug, mandatory }], skipDuplicates: true });
  return (await tx.termsDocument.findUniqueOrThrow({ where: { slug }, select: { id: true } })).id;
}

async function insertVersion(
  tx: Transaction,
  { documentId, version, input, actor }: { documentId: string; version: number; input: TermsInput; actor: Actor },
): Promise<string | null> {
  const id = newId();
  // Without a date, or with one that is over meanwhile, it begins by the clock that says what is in force: the database's.
  const count = await tx.$executeRaw`
    INSERT INTO terms_versions (id, document_id, country, version, effective_at, published_at, published_by)
    VALUES (${id}::uuid, ${documentId}::uuid, ${input.country}, ${version}, greatest(${input.effectiveAt}::timestamptz, ${instant}), ${instant},
            ${actor.kind === "account" ? actor.id : null}::uuid)
    ON CONFLICT DO NOTHING`;
  return count === 1 ? id : null;
}

async function insertText(tx: Transaction, versionId: string, { language, title, markdown }: TermsInput): Promise<boolean> {
  const sha256 = new Uint8Array(contentHash(markdown));
  const { count } = await tx.termsText.createMany({ data: [{ versionId, language, title, markdown, sha256 }], skipDuplicates: true });
  return count === 1;
}

async function tellPublished(
  tx: Transaction,
  { documentId, versionId, made, input, actor }: { documentId: string; versionId: string; made: Made; input: TermsInput; actor: Actor },
): Promise<void> {
  await recordAudit(tx, {
    actor,
    action: made.kind === "version" ? "terms.version_published" : "terms.translation_published",
    partnerId: null,
    subjectId: documentId,
    after: {
      versionId,
      document: input.slug,
      version: made.version,
      country: input.country,
      language: input.language,
      title: input.title,
      ...(made.kind === "version" ? { effectiveAt: input.effectiveAt?.toISOString() ?? null } : {}),
    },
  });
}

// Truncated: a rounded-up beginning would still lie ahead when somebody arrives in the same millisecond.
const instant = Prisma.sql`date_trunc('milliseconds', statement_timestamp())`;
