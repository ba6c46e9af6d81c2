import { nowMs } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { type Arrivals, arrivalsOf } from "@/lib/events/arrivals";

/** Days that the number of links looks back over. */
export const COUNTED_DAYS = 30;

/** A portal key as the panel lists it. The key is no secret: it stands in every link. */
export type PortalKeyView = {
  readonly id: string;
  readonly key: string;
  readonly email: string;
  readonly username: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  /** links that came in with it in the last {@link COUNTED_DAYS} days, whatever became of them */
  readonly arrivals: Arrivals;
};

/** A partner's portal keys, newest first; those that are revoked too, for their links still come in. */
export async function listPortalKeys(partnerId: string): Promise<PortalKeyView[]> {
  const rows = await prisma().portalKey.findMany({ where: { partnerId }, select: fields, orderBy: { id: "desc" } });
  const arrivals = await arrivalsOf(
    rows.map(({ id }) => id),
    new Date(nowMs() - COUNTED_DAYS * 86_400_000),
  );
  return rows.map((row) => ({ ...row, arrivals: arrivals.get(row.id) ?? { count: 0, more: false, lastAt: null } }));
}

/** A portal key of this partner's; null when it is none of theirs. */
export async function portalKeyText(id: string, partnerId: string): Promise<string | null> {
  const row = await prisma().portalKey.findFirst({ where: { id, partnerId }, select: { key: true } });
  return row?.key ?? null;
}

const fields = { id: true, key: true, email: true, username: true, userId: true, createdAt: true, revokedAt: true } as const;
