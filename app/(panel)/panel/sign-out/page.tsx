import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntrancePage } from "@/components/shell/entrance-page";
import { SignOutForm } from "@/components/shell/sign-out-form";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { currentPanelSession } from "@/lib/accounts/current-account";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { words } from "@/lib/words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.panelSignOut"))("title") };
}

/** NextAuth sends here whoever wants to sign out without its CSRF token: a link must not sign anybody out. */
export default async function SignOutPage({ searchParams }: { searchParams: PageQuery }) {
  const session = await currentPanelSession();
  if (!session) redirect("/panel/sign-in");
  const error = await queryText(searchParams, "error");
  const t = await words("accounts.panelSignOut");
  return (
    <EntrancePage
      home="/panel"
      title={t("title")}
      lead={t("lead", { email: session.account.email })}
      below={<TextLink href="/panel">{t("stay")}</TextLink>}
    >
      {error === "unavailable" && (
        <Alert tone="danger" role="alert" className="mb-5">
          {t("unavailable")}
        </Alert>
      )}
      <SignOutForm variant="primary" />
    </EntrancePage>
  );
}
