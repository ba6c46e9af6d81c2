import type { IssuerView } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { LastAttempts } from "../../events/last-attempts";

/** The last tokens that named an issuer, and how each of them went. @param zone the partner's */
export async function Attempts({ issuer, partnerId, zone }: { issuer: IssuerView; partnerId: string; zone: string }) {
  const t = await words("issuers.attempts");
  const texts = { title: t("title"), lead: t("lead"), none: t("none"), noneText: t("noneText") };
  return <LastAttempts credentialId={issuer.id} partnerId={partnerId} zone={zone} texts={texts} />;
}
