import { notFound } from "next/navigation";
import { cache } from "react";
import { requireOperator } from "@/lib/accounts/current-account";
import { findDocument, findVersion, previewDraft } from "@/lib/terms";

/** The document that a page is about, for an operator. */
export const findDocumentOr404 = cache(async (documentId: string) => {
  const operator = await requireOperator();
  return { operator, document: (await findDocument(documentId)) ?? notFound() };
});

/** The version that a page is about, for an operator. */
export const findVersionOr404 = cache(async (versionId: string) => {
  const operator = await requireOperator();
  return { operator, found: (await findVersion(versionId)) ?? notFound() };
});

/** The draft that a page is about, and what publishing it would do, for an operator. */
export const previewDraftOr404 = cache(async (draftId: string) => {
  const operator = await requireOperator();
  return { operator, preview: (await previewDraft(draftId)) ?? notFound() };
});
