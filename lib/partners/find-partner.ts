import { now } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import type { ScheduledTimeZone } from "./time-zone";

/** Where a partner stands; suspension outweighs the partnership, which comes back with the end of it. */
export type PartnerStatus = "none" | "requested" | "active" | "suspended";

export type PartnerSummary = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly status: PartnerStatus;
  /** IANA name of the zone in force */
  readonly timeZone: string;
  /** when it came into force: a midnight of the zone before it */
  readonly timeZoneSince: Date;
  /** somebody has chosen it, rather than left it as it began */
  readonly timeZoneChosen: boolean;
  /** the change that comes into force at the next local midnight */
  readonly scheduledTimeZone: ScheduledTimeZone | null;
  /** the partner's share of its sales, in hundredths of a percent */
  readonly shareBasisPoints: number;
  readonly partnershipRequestedAt: Date | null;
  /** what the partner said when asking; after a rejection, the operator's reason */
  readonly note: string | null;
  readonly createdAt: Date;
};

/** What decides a partner's status. */
export function partnerStatus(partner: {
  readonly partnership: "none" | "requested" | "active";
  readonly suspendedAt: Date | null;
}): PartnerStatus {
  return partner.suspendedAt === null ? partner.partnership : "suspended";
}

/** Finds a partner by its id or its slug; null when there is none. */
export async function findPartner(idOrSlug: string): Promise<{ id: string; name: string; slug: string; status: PartnerStatus } | null> {
  const row = await prisma().partner.findUnique({
    where: isId(idOrSlug) ? { id: idOrSlug } : { slug: wellFormed(idOrSlug) },
    select: { id: true, name: true, slug: true, partnership: true, suspendedAt: true },
  });
  return row && { id: row.id, name: row.name, slug: row.slug, status: partnerStatus(row) };
}

// PostgreSQL takes no NUL in a text; such a slug cannot exist.
function wellFormed(slug: string): string {
  return /^[a-z0-9-]+$/.test(slug) ? slug : "";
}

/** Everything the panel's first page tells of a partner; null when there is none. */
export async function partnerSummary(partnerId: string): Promise<PartnerSummary | null> {
  if (!isId(partnerId)) return null;
  const row = await prisma().partner.findUnique({ where: { id: partnerId }, select: summaryFields });
  return row && toSummary(row);
}

/** The partners, for the operator: newest first; those who ask for partnership, longest waiting first. */
export async function listPartners(filter: { readonly status?: PartnerStatus } = {}): Promise<PartnerSummary[]> {
  const rows = await prisma().partner.findMany({
    where: filter.status === undefined ? {} : whereStatus(filter.status),
    select: summaryFields,
    orderBy: filter.status === "requested" ? [{ partnershipRequestedAt: "asc" }, { id: "asc" }] : { id: "desc" },
  });
  return rows.map(toSummary);
}

function whereStatus(status: PartnerStatus) {
  return status === "suspended" ? { suspendedAt: { not: null } } : { suspendedAt: null, partnership: status };
}

const summaryFields = {
  id: true,
  name: true,
  slug: true,
  partnership: true,
  suspendedAt: true,
  shareBasisPoints: true,
  partnershipRequestedAt: true,
  partnershipNote: true,
  timeZoneChosenAt: true,
  createdAt: true,
  // Zones change rarely: the whole history is a handful of rows.
  timeZones: { select: { zone: true, effectiveFrom: true }, orderBy: { effectiveFrom: "asc" as const } },
} as const;

type SummaryRow = {
  id: string;
  name: string;
  slug: string;
  partnership: "none" | "requested" | "active";
  suspendedAt: Date | null;
  shareBasisPoints: number;
  partnershipRequestedAt: Date | null;
  partnershipNote: string | null;
  timeZoneChosenAt: Date | null;
  createdAt: Date;
  timeZones: { zone: string; effectiveFrom: Date }[];
};

function toSummary(row: SummaryRow): PartnerSummary {
  const at = now();
  const inForce = row.timeZones.findLast(({ effectiveFrom }) => effectiveFrom <= at);
  const scheduled = row.timeZones.find(({ effectiveFrom }) => effectiveFrom > at);
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    status: partnerStatus(row),
    timeZone: inForce?.zone ?? "UTC",
    timeZoneSince: inForce?.effectiveFrom ?? row.createdAt,
    timeZoneChosen: row.timeZoneChosenAt !== null,
    scheduledTimeZone: scheduled ? { zone: scheduled.zone, from: scheduled.effectiveFrom } : null,
    shareBasisPoints: row.shareBasisPoints,
    partnershipRequestedAt: row.partnershipRequestedAt,
    note: row.partnershipNote,
    createdAt: row.createdAt,
  };
}
