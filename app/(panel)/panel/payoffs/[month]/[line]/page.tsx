import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LineEntries } from "@/app/payoffs/line-entries";
import { lineNamed } from "@/app/payoffs/line-key";
import { PanelPage } from "@/components/shell/panel-page";
import { PageHeader } from "@/components/ui/page-header";
import { requestLanguage, words } from "@/lib/words";
import { monthInWords } from "@/lib/words/formats";
import { findOwnStatement } from "../find-own-statement";

type Params = { readonly params: Promise<{ readonly month: string; readonly line: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("payoffs.statement"))("entriesTitle") };
}

export default async function LinePage({ params }: Params) {
  const { month: asked, line: key } = await params;
  const { developer, statement, calendar } = await findOwnStatement(asked);
  const line = lineNamed(statement.lines, key) ?? notFound();
  const [t, above, language] = [await words("payoffs.statement"), await words("payoffs.panel"), await requestLanguage()];
  const month = monthInWords(statement.month, language);
  const trail = [
    { href: "/panel/payoffs", label: above("title") },
    { href: `/panel/payoffs/${statement.month}`, label: month },
  ];
  const about = { app: line.appName, currency: line.currency, percent: line.shareBasisPoints / 100, month, zone: statement.zone };
  return (
    <PanelPage developer={developer} current="/panel/payoffs" trail={trail}>
      <PageHeader title={t("entriesTitle")}>{t("entriesLead", about)}</PageHeader>
      <LineEntries statement={statement} line={line} calendar={calendar} />
    </PanelPage>
  );
}
