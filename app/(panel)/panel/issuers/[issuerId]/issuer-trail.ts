import type { Crumb } from "@/components/shell/breadcrumbs";
import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";

/** The pages above a page of an issuer; without an issuer, above the issuer's own page. */
export async function issuerTrail(issuer?: Pick<IssuerView, "id" | "iss">): Promise<Crumb[]> {
  const t = await words("issuers");
  const list = { href: "/panel/issuers", label: t("title") };
  return issuer ? [list, { href: `/panel/issuers/${issuer.id}`, label: issuer.iss }] : [list];
}
