import { prisma } from "@/lib/db/prisma";
import { isId } from "@/lib/id";
import { isIssuerName } from "./verify";

/** An issuer by its id or its name, whoever's; null when there is none. */
export async function findIssuerNamed(idOrName: string): Promise<{ readonly id: string } | null> {
  if (isId(idOrName)) return prisma().issuer.findUnique({ where: { id: idOrName }, select: { id: true } });
  return isIssuerName(idOrName) ? prisma().issuer.findUnique({ where: { slug: idOrName }, select: { id: true } }) : null;
}

/** The name of an issuer of this partner's; null when it is none of theirs. */
export async function issuerName(id: string, partnerId: string): Promise<string | null> {
  const row = await prisma().issuer.findFirst({ where: { id, partnerId }, select: { slug: true } });
  return row?.slug ?? null;
}

/** A partner's issuers by name, oldest first. */
export async function listIssuerNames(partnerId: string): Promise<{ readonly id: string; readonly iss: string }[]> {
  const rows = await prisma().issuer.findMany({ where: { partnerId }, select: { id: true, slug: true }, orderBy: { id: "asc" } });
  return rows.map(({ id, slug }) => ({ id, iss: slug }));
}
