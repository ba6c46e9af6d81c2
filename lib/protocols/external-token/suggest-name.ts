import { slugCandidates } from "@/lib/core/slug-candidates";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/id";

/** A name that is free for a partner's next issuer, made from the partner's own. Somebody may still be faster. */
export async function suggestIssuerName(partnerName: string): Promise<string> {
  const candidates = slugCandidates(partnerName, "issuer", newId());
  const rows = await prisma().issuer.findMany({ where: { slug: { in: candidates } }, select: { slug: true } });
  const taken = new Set(rows.map(({ slug }) => slug));
  return candidates.find((slug) => !taken.has(slug)) ?? "";
}
