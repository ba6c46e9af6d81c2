import { pool } from "@/lib/db/pools";
import { isId } from "@/lib/id";

/** Where an acceptance was given. */
export type TermsSource = "sign_up" | "portal" | "external-token" | "signed-login";

/** That somebody accepted a version. */
export type Acceptance = {
  readonly id: string;
  readonly acceptedAt: Date;
  readonly source: TermsSource;
  /** the issuer, API client or pairing through whom they came, and its partner; null: they came by themselves */
  readonly through: { readonly id: string; readonly name: string; readonly partnerName: string } | null;
  readonly requestId: string;
  readonly endUser: { readonly id: string; readonly name: string | null; readonly email: string | null };
  readonly slug: string;
  readonly title: string;
  readonly versionId: string;
  readonly version: number;
  readonly country: string | null;
  /** the text that was shown; null: an issuer spoke for the user, who saw none of ours */
  readonly language: string | null;
};

/** An acceptance with the texts that prove it. */
export type Receipt = Acceptance & {
  readonly effectiveAt: Date;
  readonly publishedAt: Date;
  /** the text that was shown, or all that the version had when an issuer spoke for the user; SHA-256 of the Markdown in hex */
  readonly texts: readonly { readonly language: string; readonly title: string; readonly sha256: string }[];
};

type Columns = {
  id: string;
  accepted_at: Date;
  source: TermsSource;
  credential_id: string | null;
  credential_name: string | null;
  partner_name: string | null;
  request_id: string;
  end_user_id: string;
  name: string | null;
  email: string | null;
  slug: string;
  title: string;
  version_id: string;
  version: number;
  country: string | null;
  language: string | null;
  effective_at: Date;
  published_at: Date;
};

const columns = `a.id, a.accepted_at, a.source::text AS source, a.credential_id, coalesce(i.slug, c.name, g.ps_client_id) AS credential_name, p.name AS partner_name, a.request_id,
  u.id AS end_user_id, u.name, u.email, d.slug, t.title, v.id AS version_id, v.version, v.country, a.language, v.effective_at, v.published_at`;
const joined = `
  FROM terms_acceptances a
  JOIN end_users u ON u.id = a.end_user_id
  JOIN terms_versions v ON v.id = a.version_id
  JOIN terms_documents d ON d.id = v.document_id
  CROSS JOIN LATERAL (SELECT x.title FROM terms_texts x WHERE x.version_id = v.id
                       ORDER BY x.language = a.language DESC NULLS LAST, x.language = 'en' DESC, x.published_at LIMIT 1) t
  LEFT JOIN issuers i ON i.id = a.credential_id
  LEFT JOIN api_clients c ON c.id = a.credential_id
  LEFT JOIN pairings g ON g.id = a.credential_id
  LEFT JOIN partners p ON p.id = coalesce(i.partner_id, c.partner_id, g.partner_id)`;

/** What an end user has accepted, the newest first. */
export async function listAcceptancesOf(endUserId: string): Promise<readonly Acceptance[]> {
  const { rows } = await pool("pages").query<Columns>({
    name: "list-acceptances-of",
    text: `SELECT ${columns} ${joined} WHERE a.end_user_id = $1 ORDER BY a.accepted_at DESC, a.id DESC LIMIT 100`,
    values: [endUserId],
  });
  return rows.map(toAcceptance);
}

/** A part of a list of acceptances, and where the next part begins; null: that was all. */
export type AcceptancePage = { readonly entries: readonly Acceptance[]; readonly next: string | null };

/** What an operator looks for. */
export type AcceptanceFilter = {
  /** of this document; null: of all */
  readonly documentId: string | null;
  /** of this user; null: of all */
  readonly endUserId: string | null;
};

/** The acceptances of everybody, the newest first. @param after `next` of the part before; what is no id counts as the beginning */
export async function listAcceptances(filter: AcceptanceFilter, after: string | null, limit = 25): Promise<AcceptancePage> {
  const { rows } = await pool("pages").query<Columns>({
    text: `SELECT ${columns} ${joined}
            WHERE ($1::uuid IS NULL OR d.id = $1) AND ($2::uuid IS NULL OR u.id = $2)
              AND ($3::uuid IS NULL OR (a.accepted_at, a.id) < (SELECT b.accepted_at, b.id FROM terms_acceptances b WHERE b.id = $3))
            ORDER BY a.accepted_at DESC, a.id DESC LIMIT $4`,
    values: [filter.documentId, filter.endUserId, after !== null && isId(after) ? after : null, limit + 1],
  });
  const entries = rows.slice(0, limit).map(toAcceptance);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

/** The proof of an acceptance; null when there is none of this id. */
export async function findReceipt(acceptanceId: string): Promise<Receipt | null> {
  if (!isId(acceptanceId)) return null;
  const { rows } = await pool("pages").query<Columns & { texts: { language: string; title: string; sha256: string }[] }>({
    name: "find-receipt",
    text: `SELECT ${columns},
             (SELECT json_agg(json_build_object('language', x.language, 'title', x.title, 'sha256', encode(x.sha256, 'hex')) ORDER BY x.language)
                FROM terms_texts x WHERE x.version_id = v.id AND (x.language = a.language OR (a.language IS NULL AND x.published_at <= a.accepted_at))) AS texts
           ${joined} WHERE a.id = $1`,
    values: [acceptanceId],
  });
  const [row] = rows;
  return row ? { ...toAcceptance(row), effectiveAt: row.effective_at, publishedAt: row.published_at, texts: row.texts } : null;
}

function toAcceptance(row: Columns): Acceptance {
  const { credential_id: id, credential_name: name, partner_name: partnerName } = row;
  return {
    id: row.id,
    acceptedAt: row.accepted_at,
    source: row.source,
    through: id === null ? null : { id, name: name ?? id, partnerName: partnerName ?? "" },
    requestId: row.request_id,
    endUser: { id: row.end_user_id, name: row.name, email: row.email },
    slug: row.slug,
    title: row.title,
    versionId: row.version_id,
    version: row.version,
    country: row.country,
    language: row.language,
  };
}
