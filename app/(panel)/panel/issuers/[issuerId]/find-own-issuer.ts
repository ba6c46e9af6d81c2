import { notFound } from "next/navigation";
import { cache } from "react";
import { type Developer, requireDeveloper } from "@/lib/accounts/current-account";
import { findOwnIssuer, type IssuerView } from "@/lib/protocols/external-token";

/** The issuer that a page of this folder is about, and whose it is. Somebody else's is not found, like one that never was. */
export const ownIssuerOr404 = cache(async (issuerId: string): Promise<{ developer: Developer; issuer: IssuerView }> => {
  const developer = await requireDeveloper();
  const issuer = await findOwnIssuer(issuerId, developer.partnerId);
  return issuer ? { developer, issuer } : notFound();
});
