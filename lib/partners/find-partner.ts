import { now } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import { DEFAULT_SHARE, type ScheduledShare } from "./share";
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
  /** the partner's share of its sales in force, in hundredths of a percent */
  readonly shareBasisPoints: number;
  /** the change of it that comes into force at a midnight of the partner's */
  readonly scheduledShare: ScheduledShare | null;
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

/** Which partners an operator's list shows, and from where on. */
export type PartnerList = {
  readonly status?: PartnerStatus;
  /** part of the name or the short name, in any case */
  readonly search?: string;
  readonly order: "newest" | "name";
  /** the last partner of the page before */
  readonly after?: string;
  readonly limit: number;
};

/** One page of the partners, for the operator. @returns `more`: there are others behind these */
export async function listPartners(list: PartnerList): Promise<{ partners: PartnerSummary[]; more: boolean }> {
  const rows = await prisma().partner.findMany({
    where: { AND: [list.status ? whereStatus(list.status) : {}, list.search ? whereNamed(list.search) : {}] },
    select: summaryFields,
    orderBy: list.order === "name" ? [{ name: "asc" }, { id: "asc" }] : { id: "desc" },
    ...(list.after === undefined ? {} : { cursor: { id: list.after }, skip: 1 }),
    take: list.limit + 1,
  });
  return { partners: rows.slice(0, list.limit).map(toSummary), more: rows.length > list.limit };
}

/** Those who ask for partnership, longest waiting first: what an operator can look through at a time. */
export async function listAskingPartners(): Promise<PartnerSummary[]> {
  const rows = await prisma().partner.findMany({
    where: whereStatus("requested"),
    select: summaryFields,
    orderBy: [{ partnershipRequestedAt: "asc" }, { id: "asc" }],
    take: 100,
  });
  return rows.map(toSummary);
}

function whereNamed(search: string) {
  // Prisma leaves the wildcards of LIKE as they are.
  const contains = search.replace(/[\\%_]/g, "\\$&");
  return { OR: [{ name: { contains, mode: "insensitive" as const } }, { slug: { contains, mode: "insensitive" as const } }] };
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
  partnershipRequestedAt: true,
  partnershipNote: true,
  timeZoneChosenAt: true,
  createdAt: true,
  // Zones and shares change rarely: the whole history is a handful of rows.
  timeZones: { select: { zone: true, effectiveFrom: true }, orderBy: { effectiveFrom: "asc" as const } },
  shares: { select: { shareBasisPoints: true, effectiveFrom: true }, orderBy: { effectiveFrom: "asc" as const } },
} as const;

type SummaryRow = {
  id: string;
  name: string;
  slug: string;
  partnership: "none" | "requested" | "active";
  suspendedAt: Date | null;
  partnershipRequestedAt: Date | null;
  partnershipNote: string | null;
  timeZoneChosenAt: Date | null;
  createdAt: Date;
  timeZones: { zone: string; effectiveFrom: Date }[];
  shares: { shareBasisPoints: number; effectiveFrom: Date }[];
};

function toSummary(row: SummaryRow): PartnerSummary {
  const at = now();
  const inForce = row.timeZones.findLast(({ effectiveFrom }) => effectiveFrom <= at);
  const scheduled = row.timeZones.find(({ effectiveFrom }) => effectiveFrom > at);
  const nextShare = row.shares.find(({ effectiveFrom }) => effectiveFrom > at);
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    status: partnerStatus(row),
    timeZone: inForce?.zone ?? "UTC",
    timeZoneSince: inForce?.effectiveFrom ?? row.createdAt,
    timeZoneChosen: row.timeZoneChosenAt !== null,
    scheduledTimeZone: scheduled ? { zone: scheduled.zone, from: scheduled.effectiveFrom } : null,
    shareBasisPoints: row.shares.findLast(({ effectiveFrom }) => effectiveFrom <= at)?.shareBasisPoints ?? DEFAULT_SHARE,
    scheduledShare: nextShare ? { basisPoints: nextShare.shareBasisPoints, from: nextShare.effectiveFrom } : null,
    partnershipRequestedAt: row.partnershipRequestedAt,
    note: row.partnershipNote,
    createdAt: row.createdAt,
  };
}
