import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConfirmEmailPage } from "@/components/accounts/confirm-email-page";
import { currentPanelSession, signInPath } from "@/lib/accounts/current-account";
import { PANEL_HOME } from "@/lib/accounts/panel-grounds";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { findLink } from "@/lib/mail/one-time-links";
import { words } from "@/lib/words";
import { confirm, resend } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.confirm"))("title") };
}

export default async function ConfirmEmail({ searchParams }: { searchParams: PageQuery }) {
  const session = await currentPanelSession();
  if (!session) redirect(await signInPath());
  const token = (await queryText(searchParams, "token")) ?? "";
  const link = await findLink(token, "panel");
  return (
    <ConfirmEmailPage
      realm="panel"
      home={session.account.operator ? "/operator" : PANEL_HOME}
      who={session.account}
      token={token}
      link={link?.purpose === "reset" ? null : link}
      confirm={confirm}
      resend={resend}
    />
  );
}
