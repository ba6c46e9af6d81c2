import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { EntrancePage } from "@/components/shell/entrance-page";
import { ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { currentSession } from "@/lib/people/session-cookie";
import { words } from "@/lib/words";
import { pageToLeaveFor } from "./leave";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("links"))("signedOut.title") };
}

// The form that signs out may lead to pages of ours alone (CSP `form-action`, which Chrome holds against redirects too), so
// this page goes on by itself. Where to is never in the address: an open redirect has nothing to hold on to.
export default async function SignedOutPage() {
  if (await currentSession()) redirect("/");
  const [t, page] = await Promise.all([words("links"), pageToLeaveFor()]);
  if (page === null) {
    return (
      <EntrancePage home="/" title={t("signedOut.title")} lead={t("signedOut.lead")}>
        <ButtonLink href="/sign-in" className="w-full">
          {t("signedOut.again")}
        </ButtonLink>
      </EntrancePage>
    );
  }
  const { host } = new URL(page.url);
  return (
    <EntrancePage
      home="/"
      title={t("signedOut.title")}
      lead={t("signedOut.goingOn", { partner: page.partnerName })}
      below={<TextLink href="/">{t("signedOut.home")}</TextLink>}
    >
      <meta httpEquiv="refresh" content={`0;url=${page.url}`} />
      <ButtonLink href={page.url} className="w-full wrap-anywhere">
        {t("signedOut.goOn", { host })}
      </ButtonLink>
    </EntrancePage>
  );
}
