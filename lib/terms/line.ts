import type { Transaction } from "@/lib/db/prisma";

/** The versions of a document for a country, or for none. */
export type Line = {
  /** the highest number ever given, to a withdrawn version too; 0: none */
  readonly lastNumber: number;
  /** the latest that is not withdrawn, whether or not it has begun */
  readonly current: { readonly id: string; readonly version: number; readonly languages: readonly string[] } | null;
};

/** The line of a document. Its current version cannot be withdrawn before `tx` is over. */
export async function findLine(tx: Transaction, documentId: string, country: string | null): Promise<Line> {
  const [last] = await tx.$queryRaw<{ number: number }[]>`
    SELECT coalesce(max(version), 0)::int AS number FROM terms_versions
     WHERE document_id = ${documentId}::uuid AND country IS NOT DISTINCT FROM ${country}`;
  const [current] = await tx.$queryRaw<{ id: string; version: number; languages: string[] }[]>`
    SELECT v.id, v.version, ARRAY(SELECT t.language FROM terms_texts t WHERE t.version_id = v.id) AS languages FROM terms_versions v
     WHERE v.document_id = ${documentId}::uuid AND v.country IS NOT DISTINCT FROM ${country} AND v.withdrawn_at IS NULL
     ORDER BY v.version DESC LIMIT 1 FOR SHARE OF v`;
  return { lastNumber: last?.number ?? 0, current: current ?? null };
}
