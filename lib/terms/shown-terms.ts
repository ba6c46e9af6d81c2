import { z } from "zod";

/** What somebody was shown: the version, and in which language. */
export type ShownTerms = { readonly versionId: string; readonly language: string };

/** What a form carries of the documents that its page shows: exactly these are accepted by it. */
export function shownTermsText(documents: readonly { readonly versionId: string; readonly text: { readonly language: string } }[]): string {
  return documents.map(({ versionId, text }) => `${versionId}:${text.language}`).join(",");
}

const one = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([a-z]{2,3})$/;

/** Reads it back. What is not written by {@link shownTermsText} shows nothing, and so accepts nothing. */
export const shownTerms = z
  .string()
  .max(5000)
  .catch("")
  .transform((text): ShownTerms[] =>
    text.split(",").flatMap((part) => {
      const [, versionId, language] = one.exec(part) ?? [];
      return versionId === undefined || language === undefined ? [] : [{ versionId, language }];
    }),
  );
