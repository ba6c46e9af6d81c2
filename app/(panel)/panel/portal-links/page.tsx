import { Link2Off } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { WhatWasDone } from "@/app/said";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { PanelPage } from "@/components/shell/panel-page";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireDeveloper } from "@/lib/accounts/current-account";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { partnerSummary } from "@/lib/partners";
import {
  COUNTED_DAYS,
  listPortalKeys,
  MIGRATION_GUIDE,
  partnerLinksOffAt,
  portalLinksOff,
  type PortalKeyView,
} from "@/lib/protocols/portal-link";
import { words } from "@/lib/words";
import { makePortalKey } from "./actions";
import { KeyList } from "./key-list";
import { LinkSwitch } from "./link-switch";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("portalLinks"))("title") };
}

const toGuide = (text: ReactNode) => <TextLink href={MIGRATION_GUIDE}>{text}</TextLink>;

export default async function PortalLinksPage({ searchParams }: { searchParams: PageQuery }) {
  const developer = await requireDeveloper();
  const [t, keys, offAt, offEverywhere, partner] = await Promise.all([
    words("portalLinks"),
    listPortalKeys(developer.partnerId),
    partnerLinksOffAt(developer.partnerId),
    portalLinksOff(),
    partnerSummary(developer.partnerId),
  ]);
  const zone = partner?.timeZone ?? "UTC";
  return (
    <PanelPage developer={developer} current="/panel/portal-links">
      <PageHeader title={t("title")}>{t.rich("lead", { guide: toGuide })}</PageHeader>
      <WhatWasDone query={searchParams} />
      <div className="space-y-6">
        <PasswordsTravel keys={keys} />
        {offEverywhere && <Alert title={t("switch.offEverywhereTitle")}>{t("switch.offEverywhere")}</Alert>}
        {keys.length === 0 ? (
          <EmptyState
            Icon={Link2Off}
            title={t("none.title")}
            action={<ButtonLink href="/panel/issuers/new">{t("none.action")}</ButtonLink>}
          >
            <p>{t("none.what")}</p>
            <p className="mt-2">{t("none.instead")}</p>
          </EmptyState>
        ) : (
          <Card aria-labelledby="keys">
            <CardHeader id="keys" title={t("list.title")} />
            <KeyList keys={keys} zone={zone} />
          </Card>
        )}
        <LinkSwitch offAt={offAt} zone={zone} />
        <NewKey />
      </div>
    </PanelPage>
  );
}

/** Says so while such links come in: each carries a password. */
async function PasswordsTravel({ keys }: { keys: readonly PortalKeyView[] }) {
  const t = await words("portalLinks.alert");
  const count = keys.reduce((sum, { arrivals }) => sum + arrivals.count, 0);
  if (count === 0) return null;
  const more = keys.some(({ arrivals }) => arrivals.more);
  return (
    <Alert tone="danger" title={t("title")}>
      <p>{t.rich(more ? "textMore" : "text", { count, days: COUNTED_DAYS, guide: toGuide })}</p>
    </Alert>
  );
}

async function NewKey() {
  const t = await words("portalLinks.make");
  return (
    <Card aria-labelledby="make">
      <CardHeader id="make" title={t("title")}>
        {t("lead")}
      </CardHeader>
      <ActionForm action={makePortalKey} submission={newId()} className="max-w-2xl">
        <TextField name="email" label={t("email")} hint={t("emailHint")} type="email" inputMode="email" autoComplete="off" />
        <TextField
          name="username"
          label={t("username")}
          hint={t("usernameHint")}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField name="userId" label={t("userId")} hint={t("userIdHint")} autoComplete="off" spellCheck={false} />
        <SubmitButton>{t("submit")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
