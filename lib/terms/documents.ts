import { prisma } from "@/lib/db/prisma";
import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";

/** Where a version stands: before its time, in force, replaced by a later one, or taken back. */
export type VersionState = "scheduled" | "in_force" | "superseded" | "withdrawn";

/** A version of a document, as the operator sees it. */
export type VersionOf = {
  readonly id: string;
  readonly country: string | null;
  readonly version: number;
  readonly state: VersionState;
  readonly languages: readonly string[];
  readonly effectiveAt: Date;
  readonly publishedAt: Date;
  readonly acceptances: number;
};

/** A document with its versions, the latest of each line first. */
export type TermsDocument = {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly mandatory: boolean;
  readonly versions: readonly VersionOf[];
};

type Columns = {
  document_id: string;
  slug: string;
  title: string | null;
  mandatory: boolean;
  id: string | null;
  country: string | null;
  version: number;
  state: VersionState;
  languages: string[];
  effective_at: Date;
  published_at: Date;
  acceptances: number;
};

const statement = `
  SELECT d.id AS document_id, d.slug, d.mandatory,
         (SELECT x.title FROM terms_versions w JOIN terms_texts x ON x.version_id = w.id WHERE w.document_id = d.id
           ORDER BY w.withdrawn_at IS NULL DESC, w.country NULLS FIRST, w.version DESC, x.language = 'en' DESC, x.published_at LIMIT 1) AS title,
         v.id, v.country, v.version, v.effective_at, v.published_at,
         CASE WHEN v.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN f.version_id IS NOT NULL THEN 'in_force'
              WHEN v.effective_at > statement_timestamp() THEN 'scheduled' ELSE 'superseded' END AS state,
         ARRAY(SELECT x.language FROM terms_texts x WHERE x.version_id = v.id ORDER BY x.published_at, x.language) AS languages,
         (SELECT count(*)::int FROM terms_acceptances a WHERE a.version_id = v.id) AS acceptances
    FROM terms_documents d LEFT JOIN terms_versions v ON v.document_id = d.id LEFT JOIN terms_in_force f ON f.version_id = v.id
   WHERE $1::uuid IS NULL OR d.id = $1
   ORDER BY d.slug, v.country NULLS FIRST, v.version DESC`;

/** Every document of the platform. */
export async function listDocuments(): Promise<readonly TermsDocument[]> {
  return select(null);
}

/** One document; null when there is none of this id. */
export async function findDocument(documentId: string): Promise<TermsDocument | null> {
  return isId(documentId) ? ((await select(documentId))[0] ?? null) : null;
}

async function select(documentId: string | null): Promise<readonly TermsDocument[]> {
  const { rows } = await pool("pages").query<Columns>({ name: "select-terms-documents", text: statement, values: [documentId] });
  const ids = [...new Set(rows.map((row) => row.document_id))];
  return ids.flatMap((id) => {
    const own = rows.filter((row) => row.document_id === id);
    const [first] = own;
    if (!first) return [];
    return [{ id, slug: first.slug, title: first.title ?? first.slug, mandatory: first.mandatory, versions: own.flatMap(toVersion) }];
  });
}

function toVersion(row: Columns): VersionOf[] {
  if (row.id === null) return [];
  return [
    {
      id: row.id,
      country: row.country,
      version: row.version,
      state: row.state,
      languages: row.languages,
      effectiveAt: row.effective_at,
      publishedAt: row.published_at,
      acceptances: row.acceptances,
    },
  ];
}

/** The texts of a version, each with the one before it in the same language. */
export type VersionTexts = {
  readonly documentId: string;
  readonly version: VersionOf;
  /** all of its document */
  readonly versions: readonly VersionOf[];
  readonly texts: readonly {
    readonly language: string;
    readonly title: string;
    readonly markdown: string;
    /** of the Markdown, in hex */
    readonly sha256: string;
    readonly publishedAt: Date;
    readonly before: { readonly version: number; readonly markdown: string } | null;
  }[];
};

/** A version with its texts; null when there is none of this id. */
export async function findVersion(versionId: string): Promise<VersionTexts | null> {
  const row = isId(versionId)
    ? await prisma().termsVersion.findUnique({
        where: { id: versionId },
        select: { documentId: true, country: true, version: true, texts: true },
      })
    : null;
  const document = row && (await findDocument(row.documentId));
  const version = document?.versions.find(({ id }) => id === versionId);
  if (!row || !document || !version) return null;
  const earlier = await prisma().termsText.findMany({
    where: { version: { documentId: row.documentId, country: row.country, version: { lt: row.version }, withdrawnAt: null } },
    orderBy: { version: { version: "desc" } },
    select: { language: true, markdown: true, version: { select: { version: true } } },
  });
  const texts = row.texts.map((text) => {
    const before = earlier.find(({ language }) => language === text.language);
    return {
      language: text.language,
      title: text.title,
      markdown: text.markdown,
      sha256: Buffer.from(text.sha256).toString("hex"),
      publishedAt: text.publishedAt,
      before: before ? { version: before.version.version, markdown: before.markdown } : null,
    };
  });
  return { documentId: row.documentId, version, versions: document.versions, texts };
}
