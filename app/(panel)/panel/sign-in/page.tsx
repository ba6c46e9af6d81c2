import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { tooManyAttempts } from "@/app/wait-in-words";
import { linkTo } from "@/components/accounts/link-to";
import { SignInFields } from "@/components/forms/sign-in-fields";
import { EntrancePage } from "@/components/shell/entrance-page";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { currentPanelSession, panelCsrfToken } from "@/lib/accounts/current-account";
import { TYPED_EMAIL_COOKIE } from "@/lib/accounts/panel-cookies";
import { PANEL_HOME, panelGrounds } from "@/lib/accounts/panel-grounds";
import { ownPath } from "@/lib/forms/own-path";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { words } from "@/lib/words";
import { signInError } from "./sign-in-error";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.panelSignIn"))("title") };
}

// A plain form to NextAuth's own endpoint, the one way in; it needs NextAuth's CSRF cookie, which a page cannot set.
export default async function SignInPage({ searchParams }: { searchParams: PageQuery }) {
  const target = ownPath(await queryText(searchParams, "callbackUrl"), panelGrounds) ?? PANEL_HOME;
  const error = signInError(await queryText(searchParams, "error"), await queryText(searchParams, "seconds"));
  if (error === null && (await currentPanelSession())) redirect(target);
  const csrfToken = await panelCsrfToken();
  const getCookie = `/api/auth/signin?callbackUrl=${encodeURIComponent(target)}`;
  if (csrfToken === null && (await queryText(searchParams, "checked")) === null) redirect(getCookie);
  const t = await words("accounts");
  const typedEmail = (await cookies()).get(TYPED_EMAIL_COOKIE)?.value;
  const signedOut = (await queryText(searchParams, "signedOut")) !== null;
  const sentence = error && ("says" in error ? t(error.says) : await tooManyAttempts(error.waitSeconds));
  return (
    <EntrancePage
      home="/"
      title={t("panelSignIn.title")}
      lead={t("panelSignIn.lead")}
      below={t.rich("panelSignIn.below", { up: linkTo("/panel/sign-up"), user: linkTo("/sign-in") })}
    >
      {csrfToken === null ? (
        <Alert tone="warn" title={t("panelSignIn.noCookiesTitle")} role="alert">
          {t.rich("panelSignIn.noCookies", { again: linkTo(getCookie) })}
        </Alert>
      ) : (
        <form method="post" action="/api/auth/callback/credentials" className="space-y-5" noValidate>
          {signedOut && error === null && <Alert tone="ok">{t("panelSignIn.signedOut")}</Alert>}
          {error?.at === "form" && (
            <Alert tone="danger" role="alert">
              {sentence}
            </Alert>
          )}
          <input type="hidden" name="csrfToken" value={csrfToken} />
          <input type="hidden" name="callbackUrl" value={target} />
          <SignInFields email={typedEmail} passwordError={error?.at === "password" ? sentence : null} />
          <Button className="w-full">{t("signIn.button")}</Button>
          <p className="text-sm">
            <TextLink href="/panel/forgot-password">{t("signIn.forgot")}</TextLink>
          </p>
        </form>
      )}
    </EntrancePage>
  );
}
