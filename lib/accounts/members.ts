import { prisma, type Transaction } from "@/lib/db/prisma";

export type MemberRole = "owner" | "developer" | "viewer";

/** One partner that an account works for. */
export type Membership = {
  readonly partnerId: string;
  readonly partnerName: string;
  readonly partnerSlug: string;
  readonly partnerSuspended: boolean;
  readonly role: MemberRole;
};

/** The partners that an account works for, in the order in which it joined them. */
export async function membershipsOf(accountId: string): Promise<Membership[]> {
  const rows = await prisma().member.findMany({
    where: { accountId },
    select: { partnerId: true, role: true, partner: { select: { name: true, slug: true, suspendedAt: true } } },
    orderBy: [{ createdAt: "asc" }, { partnerId: "asc" }],
  });
  return rows.map(({ partnerId, role, partner }) => ({
    partnerId,
    role,
    partnerName: partner.name,
    partnerSlug: partner.slug,
    partnerSuspended: partner.suspendedAt !== null,
  }));
}

/** Makes an account a member of a partner, within the transaction that makes one of them. */
export async function addMember(
  tx: Transaction,
  member: { readonly partnerId: string; readonly accountId: string; readonly role: MemberRole },
): Promise<void> {
  await tx.member.create({ data: { ...member } });
}
