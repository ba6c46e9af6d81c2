import { notFound } from "next/navigation";
import { cache } from "react";
import { type Developer, requireDeveloper } from "@/lib/accounts/current-account";
import { type PairingDetail, pairingDetail } from "@/lib/protocols/paired-launch";

/** The pairing that a page of this folder is about, and whose it is. Somebody else's is not found, like one that never was. */
export const ownPairingOr404 = cache(async (pairingId: string): Promise<{ developer: Developer; pairing: PairingDetail }> => {
  const developer = await requireDeveloper();
  const pairing = await pairingDetail(pairingId, developer.partnerId);
  return pairing ? { developer, pairing } : notFound();
});
