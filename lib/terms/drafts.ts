import { refuse, type Result } from "@/lib/core/result";
import { prisma, transaction } from "@/lib/db/prisma";
import type { Actor } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { findLine } from "./line";
import { type Published, type PublishRefusal, publishWithin, whatItMakes } from "./publish-terms";
import type { TermsInput } from "./terms-input";

const fields = { slug: true, title: true, markdown: true, country: true, language: true, mandatory: true, effectiveAt: true } as const;

/** Keeps a text for the operator to look at before it is published. @param draftId the draft that it takes the place of; null: a new one */
export async function saveDraft(input: TermsInput, draftId: string | null): Promise<string> {
  const id = draftId ?? newId();
  await prisma().termsDraft.upsert({ where: { id }, create: { id, ...input }, update: input });
  return id;
}

/** A text that waits to be published; null when there is none of this id. */
export async function findDraft(draftId: string): Promise<TermsInput | null> {
  return isId(draftId) ? prisma().termsDraft.findUnique({ where: { id: draftId }, select: fields }) : null;
}

/** What publishing a text would do. */
export type DraftPreview = {
  readonly draft: TermsInput;
  readonly kind: Published["kind"];
  readonly version: number;
  /** false: there is no document of this name yet */
  readonly known: boolean;
  /** the document's own setting, where there is one */
  readonly mandatory: boolean;
  /** how many users would have to accept it before they go on */
  readonly asked: number;
  /** languages that the version before has and this one will not */
  readonly languagesGone: readonly string[];
  /** the text in this language that it takes the place of; null: none */
  readonly before: { readonly version: number; readonly markdown: string } | null;
};

/** Tells what publishing a draft would do; null when there is none of this id. */
export async function previewDraft(draftId: string): Promise<DraftPreview | null> {
  const draft = await findDraft(draftId);
  if (!draft) return null;
  const document = await prisma().termsDocument.findUnique({ where: { slug: draft.slug }, select: { id: true, mandatory: true } });
  const mandatory = document?.mandatory ?? draft.mandatory;
  const line = document ? await transaction((tx) => findLine(tx, document.id, draft.country)) : { lastNumber: 0, current: null };
  const { kind, version } = whatItMakes(line, draft.language);
  const before = line.current && (await textBefore(line.current, draft.language));
  return {
    draft,
    kind,
    version,
    known: document !== null,
    mandatory,
    asked: kind === "version" && mandatory ? await countAsked(document?.id ?? null, draft.country) : 0,
    languagesGone: kind === "version" ? (line.current?.languages ?? []).filter((language) => language !== draft.language) : [],
    before,
  };
}

async function textBefore(current: { id: string; version: number }, language: string): Promise<DraftPreview["before"]> {
  const where = { versionId_language: { versionId: current.id, language } };
  const text = await prisma().termsText.findUnique({ where, select: { markdown: true } });
  return text && { version: current.version, markdown: text.markdown };
}

async function countAsked(documentId: string | null, country: string | null): Promise<number> {
  const [row] = await prisma().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM end_users u
     WHERE u.suspended_at IS NULL AND u.test_partner_id IS NULL
       AND CASE WHEN ${country}::text IS NOT NULL THEN u.country = ${country}
                ELSE NOT EXISTS (SELECT FROM terms_in_force f WHERE f.document_id = ${documentId}::uuid AND f.country = u.country) END`;
  return row?.count ?? 0;
}

/**
 * Publishes a draft, once: it is gone afterwards.
 * @param expected what the operator was told that it makes; when that is not so any more nothing is published
 */
export async function publishDraft(
  draftId: string,
  expected: Pick<Published, "kind" | "version">,
  actor: Actor,
): Promise<Result<Published, PublishRefusal | "draft_unknown">> {
  if (!isId(draftId)) return refuse("draft_unknown");
  return transaction(async (tx) => {
    const draft = await tx.termsDraft.findUnique({ where: { id: draftId }, select: fields });
    const { count } = await tx.termsDraft.deleteMany({ where: { id: draftId } });
    if (!draft || count === 0) return refuse("draft_unknown");
    // A translation begins when its version does, whatever the form said.
    const input = expected.kind === "translation" ? { ...draft, effectiveAt: null } : draft;
    const published = await publishWithin(tx, input, actor, expected);
    // Nothing was published: the text stays.
    if (!published.ok) await tx.termsDraft.create({ data: { id: draftId, ...draft } });
    return published;
  });
}
