import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConfirmEmailPage } from "@/components/accounts/confirm-email-page";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { findLink } from "@/lib/mail/one-time-links";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { words } from "@/lib/words";
import { confirm, resend } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.confirm"))("title") };
}

export default async function ConfirmEmail({ searchParams }: { searchParams: PageQuery }) {
  const token = (await queryText(searchParams, "token")) ?? "";
  const who = await currentEndUser();
  if (!who) redirect(endUserSignInPath(`/confirm-email?token=${encodeURIComponent(token)}`));
  const link = await findLink(token, "people");
  return (
    <ConfirmEmailPage
      realm="people"
      home="/"
      who={{ ...who, email: who.email ?? "" }}
      token={token}
      link={link?.purpose === "reset" ? null : link}
      confirm={confirm}
      resend={resend}
    />
  );
}
