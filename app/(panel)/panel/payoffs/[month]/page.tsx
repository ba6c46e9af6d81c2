import type { Metadata } from "next";
import { StatementView } from "@/app/payoffs/statement-view";
import { PayoffStateBadge } from "@/components/purchases/payoff-state-badge";
import { PanelPage } from "@/components/shell/panel-page";
import { PageHeader } from "@/components/ui/page-header";
import { requestLanguage, words } from "@/lib/words";
import { monthInWords } from "@/lib/words/formats";
import { findOwnStatement } from "./find-own-statement";

type Params = { readonly params: Promise<{ readonly month: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { statement } = await findOwnStatement((await params).month);
  return { title: (await words("payoffs.statement"))("title", { month: monthInWords(statement.month, await requestLanguage()) }) };
}

export default async function StatementPage({ params }: Params) {
  const { developer, statement } = await findOwnStatement((await params).month);
  const [t, above, language] = [await words("payoffs.statement"), await words("payoffs.panel"), await requestLanguage()];
  return (
    <PanelPage developer={developer} current="/panel/payoffs" trail={[{ href: "/panel/payoffs", label: above("title") }]}>
      <PageHeader
        title={t("title", { month: monthInWords(statement.month, language) })}
        badge={<PayoffStateBadge state={statement.state} />}
      />
      <StatementView statement={statement} partnerName={developer.partnerName} path={`/panel/payoffs/${statement.month}`} />
    </PanelPage>
  );
}
