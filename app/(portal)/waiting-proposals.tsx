import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { listProposals } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";

/** Says that partners ask to sign an end user in, to whoever has come for something else; nothing while nobody asks. */
export async function WaitingProposals({ endUserId }: { endUserId: string }) {
  const [t, proposals] = await Promise.all([words("links.proposals"), listProposals(endUserId)]);
  if (proposals.length === 0) return null;
  const partners = [...new Set(proposals.map(({ partnerName }) => partnerName))];
  return (
    <Alert tone="info" title={t("waiting", { count: partners.length })} className="mb-6">
      <p className="wrap-anywhere">
        {t("waitingText", { partners: partners.slice(0, 3).join(", ") })} <TextLink href="/account#proposals">{t("look")}</TextLink>
      </p>
    </Alert>
  );
}
