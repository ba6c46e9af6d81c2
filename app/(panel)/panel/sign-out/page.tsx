import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntrancePage } from "@/components/shell/entrance-page";
import { SignOutForm } from "@/components/shell/sign-out-form";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { currentPanelSession } from "@/lib/accounts/current-account";
import { type PageQuery, queryText } from "@/lib/forms/query";

export const metadata: Metadata = { title: "Sign out" };

/** NextAuth sends here whoever wants to sign out without its CSRF token: a link must not sign anybody out. */
export default async function SignOutPage({ searchParams }: { searchParams: PageQuery }) {
  const session = await currentPanelSession();
  if (!session) redirect("/panel/sign-in");
  const error = await queryText(searchParams, "error");
  return (
    <EntrancePage
      home="/panel"
      title="Sign out"
      lead={`You are signed in as ${session.account.email}.`}
      below={<TextLink href="/panel">Stay signed in</TextLink>}
    >
      {error === "unavailable" && (
        <Alert tone="danger" role="alert" className="mb-5">
          You are still signed in: the platform could not reach its database to end your session. Try again in a moment.
        </Alert>
      )}
      <SignOutForm variant="primary" />
    </EntrancePage>
  );
}
