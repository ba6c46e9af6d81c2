import type { AppCategory } from "@/lib/core/app-category";
import type { Price, PricePeriod } from "@/lib/core/price";
import { pool } from "@/lib/db/pools";
import { toPrice } from "./find-app";
import { iconName } from "./icon-name";
import { knownCategories } from "./revision-row";

/** An app as end users see it. */
export type CatalogueEntry = {
  readonly appId: string;
  readonly slug: string;
  readonly name: string;
  /** one line; empty for an app that a server of the version before published */
  readonly tagline: string;
  /** Markdown */
  readonly description: string;
  readonly categories: readonly AppCategory[];
  /** name of its picture below `/icons/`; null: none */
  readonly icon: string | null;
  /** null: free */
  readonly price: Price | null;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly publishedAt: Date;
};

export type CatalogueColumns = {
  app_id: string;
  slug: string;
  name: string;
  tagline: string;
  description: string;
  categories: string[];
  icon_hash: Buffer | null;
  price_minor: number | null;
  currency: string | null;
  period: PricePeriod;
  partner_id: string;
  partner_name: string;
  published_at: Date;
};

// What an end user can get and open: the same conditions as verify.ts of protocol 1 asks of a launch.
export const onOffer = `
  FROM app_revisions r
  JOIN apps a ON a.id = r.app_id AND a.suspended_at IS NULL
  JOIN partners p ON p.id = a.partner_id AND p.suspended_at IS NULL AND p.partnership = 'active'
 WHERE r.state = 'published'`;
export const columns = `a.id AS app_id, a.slug, r.name, r.tagline, r.description, r.categories, r.icon_hash, r.price_minor, r.currency, r.period, p.id AS partner_id, p.name AS partner_name,
  coalesce(r.published_at, r.created_at) AS published_at`;

/** Every app that end users can get, by name. */
export async function catalogue(): Promise<CatalogueEntry[]> {
  const { rows } = await pool("pages").query<CatalogueColumns>(`SELECT ${columns} ${onOffer} ORDER BY lower(r.name), a.id`);
  return rows.map(toEntry);
}

/** One app of the catalogue; null when it is not (or no longer) in it. */
export async function findInCatalogue(slug: string): Promise<CatalogueEntry | null> {
  if (!isSlug(slug)) return null;
  const { rows } = await pool("pages").query<CatalogueColumns>(`SELECT ${columns} ${onOffer} AND a.slug = $1`, [slug]);
  return rows[0] ? toEntry(rows[0]) : null;
}

/** Where the Open button of a catalogue app leads: the origin of its Service URL, for the page's `form-action`; null when it is not in it. */
export async function serviceOrigin(slug: string): Promise<string | null> {
  if (!isSlug(slug)) return null;
  const { rows } = await pool("pages").query<{ service_url: string }>({
    name: "service-origin",
    text: `SELECT r.service_url ${onOffer} AND a.slug = $1`,
    values: [slug],
  });
  const url = rows[0]?.service_url;
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : null;
}

function isSlug(text: string): boolean {
  return /^[a-z0-9-]{1,80}$/.test(text);
}

/** A row as the catalogue tells it. */
export function toEntry(row: CatalogueColumns): CatalogueEntry {
  return {
    appId: row.app_id,
    slug: row.slug,
    name: row.name,
    tagline: row.tagline,
    description: row.description,
    categories: knownCategories(row.categories),
    icon: iconName(row.icon_hash),
    price: toPrice(row.price_minor, row.currency, row.period),
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    publishedAt: row.published_at,
  };
}
