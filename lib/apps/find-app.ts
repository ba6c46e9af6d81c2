import type { AppCategory } from "@/lib/core/app-category";
import type { Price, PricePeriod } from "@/lib/core/price";
import { prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import { iconName } from "./icon-name";
import { knownCategories, type RevisionText, revisionTextColumns, textVersion } from "./revision-row";

/** Where an app stands: what comes first of suspended, published, review, draft. */
export type AppStatus = "draft" | "review" | "published" | "suspended";

export type AppRevision = {
  readonly id: string;
  readonly state: "draft" | "review" | "published";
  readonly name: string;
  readonly tagline: string;
  /** Markdown */
  readonly description: string;
  readonly categories: readonly AppCategory[];
  /** name of its picture below `/icons/`; null: none */
  readonly icon: string | null;
  readonly serviceUrl: string;
  /** null: free */
  readonly price: Price | null;
  /** names what was typed, by its content: see editApp */
  readonly version: string;
  /** why the operator sent it back */
  readonly reviewNote: string | null;
  readonly submittedAt: Date | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date;
};

export type AppView = {
  readonly id: string;
  readonly slug: string;
  /** of the published revision where there is one, else of the working one */
  readonly name: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly status: AppStatus;
  /** of a published app: where its next revision stands; else null */
  readonly pending: "draft" | "review" | null;
  /** the draft, or what is in review */
  readonly working: AppRevision | null;
  /** what end users have */
  readonly published: AppRevision | null;
  readonly suspendedAt: Date | null;
  readonly createdAt: Date;
};

/** Finds an app by its id or its slug. @param partnerId null: whoever's; else null unless it is this partner's */
export async function findApp(idOrSlug: string, partnerId: string | null): Promise<AppView | null> {
  const named = isId(idOrSlug) ? { id: idOrSlug } : /^[a-z0-9-]+$/.test(idOrSlug) ? { slug: idOrSlug } : null;
  if (named === null) return null;
  const row = await prisma().app.findFirst({ where: { ...named, ...(partnerId === null ? {} : { partnerId }) }, select: appFields });
  return row && toView(row);
}

/** A partner's apps, newest first. */
export async function listApps(partnerId: string): Promise<AppView[]> {
  const rows = await prisma().app.findMany({ where: { partnerId }, select: appFields, orderBy: { id: "desc" } });
  return rows.map(toView);
}

/** The apps that wait for the operator, longest waiting first. `working` is what was submitted. */
export async function listAppsForReview(): Promise<AppView[]> {
  const rows = await prisma().app.findMany({ where: { revisions: { some: { state: "review" } } }, select: appFields });
  return rows.map(toView).sort((left, right) => waitingSince(left) - waitingSince(right));
}

function waitingSince(app: AppView): number {
  return app.working?.submittedAt?.getTime() ?? 0;
}

const appFields = {
  id: true,
  slug: true,
  partnerId: true,
  suspendedAt: true,
  createdAt: true,
  partner: { select: { name: true } },
  revisions: {
    where: { state: { in: ["draft" as const, "review" as const, "published" as const] } },
    select: {
      id: true,
      state: true,
      ...revisionTextColumns,
      iconHash: true,
      reviewNote: true,
      submittedAt: true,
      publishedAt: true,
      updatedAt: true,
    },
  },
};

type RevisionRow = RevisionText & {
  id: string;
  state: string;
  iconHash: Uint8Array | null;
  reviewNote: string | null;
  submittedAt: Date | null;
  publishedAt: Date | null;
  updatedAt: Date;
};
type AppRow = {
  id: string;
  slug: string;
  partnerId: string;
  suspendedAt: Date | null;
  createdAt: Date;
  partner: { name: string };
  revisions: RevisionRow[];
};

function toView(row: AppRow): AppView {
  const published = revisionIn(row, "published");
  const working = revisionIn(row, "review") ?? revisionIn(row, "draft");
  const workingState = working?.state === "review" ? "review" : "draft";
  return {
    id: row.id,
    slug: row.slug,
    name: (published ?? working)?.name ?? row.slug,
    partnerId: row.partnerId,
    partnerName: row.partner.name,
    status: row.suspendedAt !== null ? "suspended" : published ? "published" : workingState,
    pending: published && working ? workingState : null,
    working,
    published,
    suspendedAt: row.suspendedAt,
    createdAt: row.createdAt,
  };
}

function revisionIn({ revisions }: AppRow, state: AppRevision["state"]): AppRevision | null {
  const row = revisions.find((revision) => revision.state === state);
  return row
    ? {
        id: row.id,
        state,
        name: row.name,
        tagline: row.tagline,
        description: row.description,
        categories: knownCategories(row.categories),
        icon: iconName(row.iconHash),
        serviceUrl: row.serviceUrl,
        price: toPrice(row.priceMinor, row.currency, row.period),
        version: textVersion(row),
        reviewNote: row.reviewNote,
        submittedAt: row.submittedAt,
        publishedAt: row.publishedAt,
        updatedAt: row.updatedAt,
      }
    : null;
}

/** The price out of its columns; null: free. */
export function toPrice(minor: number | null, currency: string | null, period: PricePeriod): Price | null {
  return minor === null || currency === null ? null : { minor, currency, period };
}
