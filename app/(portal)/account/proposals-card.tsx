import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Minute } from "@/components/ui/moment";
import { newId } from "@/lib/id";
import { listProposals, type ProposedPairing } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { confirmProposal, declineProposal } from "./pairing-actions";

/** Who asks to sign an end user in; nothing while nobody asks. */
export async function ProposalsCard({ endUserId }: { endUserId: string }) {
  const [t, proposals] = await Promise.all([words("links.proposals"), listProposals(endUserId)]);
  if (proposals.length === 0) return null;
  return (
    <Card aria-labelledby="proposals">
      <CardHeader id="proposals" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <ul className="divide-y divide-line">
        {proposals.map((proposal) => (
          <Proposal key={proposal.id} of={proposal} />
        ))}
      </ul>
    </Card>
  );
}

async function Proposal({ of: { id, partnerName: partner, psClientId, proposedAt } }: { of: ProposedPairing }) {
  const t = await words("links.proposals");
  return (
    <li className="space-y-3 py-4 first:pt-0 last:pb-0">
      <h3 className="font-semibold wrap-anywhere">{t("asks", { partner })}</h3>
      <p className="text-sm wrap-anywhere">
        {t("what", { partner })}{" "}
        <span className="text-muted">
          {t("as", { psClientId })} {t.rich("since", { when: () => <Minute at={proposedAt} /> })}
        </span>
      </p>
      <div className="flex flex-wrap gap-3">
        <ActionForm action={confirmProposal} submission={newId()} hidden={{ pairingId: id }}>
          <SubmitButton>{t("confirm", { partner })}</SubmitButton>
        </ActionForm>
        <ActionForm action={declineProposal} submission={newId()} hidden={{ pairingId: id }}>
          <SubmitButton variant="secondary" aria-label={t("declineNamed", { partner })}>
            {t("decline")}
          </SubmitButton>
        </ActionForm>
      </div>
    </li>
  );
}
