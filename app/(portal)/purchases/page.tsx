import { ShoppingBag } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WhatWasDone } from "@/app/said";
import { RefusedStep } from "@/components/purchases/refused-step";
import { PortalPage } from "@/components/shell/portal-page";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { listPurchases } from "@/lib/purchases";
import { words } from "@/lib/words";
import { PurchaseRow } from "./purchase-row";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("purchases.page"))("title") };
}

export default async function PurchasesPage({ searchParams }: { searchParams: PageQuery }) {
  const who = await currentEndUser();
  if (!who) redirect(endUserSignInPath("/purchases"));
  const after = await queryText(searchParams, "after");
  const [t, { entries, next }] = await Promise.all([words("purchases.page"), listPurchases(who.id, after)]);
  return (
    <PortalPage who={who} current="/purchases">
      <PageHeader title={t("title")}>{t("lead")}</PageHeader>
      <WhatWasDone query={searchParams} />
      <RefusedStep query={searchParams} className="mb-6" />
      {entries.length === 0 && after === null ? (
        <EmptyState Icon={ShoppingBag} title={t("none")} action={<ButtonLink href="/services">{t("look")}</ButtonLink>}>
          {t("noneWhat")}
        </EmptyState>
      ) : (
        <Card aria-label={t("list")}>
          <Table
            caption={t("list")}
            columns={[t("columns.app"), t("columns.price"), t("columns.state"), t("columns.from"), t("columns.until"), t("columns.step")]}
          >
            {entries.map((entry) => (
              <PurchaseRow key={entry.id} entry={entry} />
            ))}
          </Table>
          <div className="mt-4 flex flex-wrap gap-x-6 gap-y-2 text-sm empty:hidden">
            {after !== null && <TextLink href="/purchases">{t("newest")}</TextLink>}
            {next !== null && <TextLink href={`/purchases?after=${next}`}>{t("older")}</TextLink>}
          </div>
        </Card>
      )}
    </PortalPage>
  );
}
