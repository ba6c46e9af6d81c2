import type { Metadata } from "next";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Minute } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import type { PairingDetail } from "@/lib/protocols/paired-launch";
import { words } from "@/lib/words";
import { PairingStateBadge } from "../pairing-state-badge";
import { end } from "./actions";
import { Attempts } from "./attempts";
import { ownPairingOr404 } from "./find-own-pairing";
import { Keys } from "./keys";
import { PairingFacts } from "./pairing-facts";
import { pairingTrail } from "./pairing-trail";
import { SetUp } from "./set-up";

type Params = { readonly params: Promise<{ readonly pairingId: string }>; readonly searchParams: PageQuery };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { pairing } = await ownPairingOr404((await params).pairingId);
  return { title: pairing.psClientId };
}

export default async function PairingPage({ params, searchParams }: Params) {
  const { developer, pairing } = await ownPairingOr404((await params).pairingId);
  const zone = (await partnerSummary(developer.partnerId))?.timeZone ?? "UTC";
  const live = pairing.state !== "ended";
  return (
    <PanelPage developer={developer} current="/panel/pairings" trail={await pairingTrail()}>
      <PageHeader
        title={pairing.psClientId}
        badge={<PairingStateBadge pairing={pairing} suspended={developer.partnerSuspended} />}
        action={<Links pairing={pairing} />}
      />
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <WhereItStands pairing={pairing} zone={zone} />
        {live && <Keys pairing={pairing} zone={zone} />}
        <PairingFacts pairing={pairing} zone={zone} />
        <Attempts pairing={pairing} partnerId={developer.partnerId} zone={zone} />
        {live && <SetUp pairing={pairing} language={await queryText(searchParams, "language")} />}
      </div>
    </PanelPage>
  );
}

async function Links({ pairing }: { pairing: PairingDetail }) {
  const t = await words("pairings.pairing");
  const { id, state } = pairing;
  const step = state === "waiting" ? ("takeBack" as const) : ("end" as const);
  return (
    <div className="flex flex-wrap gap-3">
      {state === "confirmed" && (
        <ButtonLink variant="secondary" href={`/panel/pairings/${id}/launch`}>
          {t("launch")}
        </ButtonLink>
      )}
      <ButtonLink variant="secondary" href={`/panel/pairings/${id}/check`}>
        {t("check")}
      </ButtonLink>
      {state !== "ended" && (
        <Confirm label={t(step)}>
          <p className="mb-3">{t(`${step}Text`, { psClientId: pairing.psClientId })}</p>
          <ActionForm action={end} submission={newId()} hidden={{ pairingId: id }}>
            <SubmitButton variant="danger">{t(`${step}This`)}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}

async function WhereItStands({ pairing, zone }: { pairing: PairingDetail; zone: string }) {
  const t = await words("pairings.pairing");
  const { state, endedAt, endedBy, email } = pairing;
  if (state === "waiting")
    return (
      <Alert tone="info" title={t("waitingTitle")}>
        {t("waitingText", { email })}
      </Alert>
    );
  if (endedAt === null || endedBy === null) return null;
  const by = pairing.confirmedAt === null && endedBy === "end_user" ? "declined" : endedBy;
  return (
    <Alert tone="warn" title={t(`endedBy.${by}`)}>
      {t.rich("endedText", { minute: () => <Minute at={endedAt} zone={zone} /> })}
    </Alert>
  );
}
