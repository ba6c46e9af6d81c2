import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
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
import { signInError } from "./sign-in-error";

export const metadata: Metadata = { title: "Sign in to the panel" };

// A plain form to NextAuth's own endpoint, the one way in; it needs NextAuth's CSRF cookie, which a page cannot set.
export default async function SignInPage({ searchParams }: { searchParams: PageQuery }) {
  const target = ownPath(await queryText(searchParams, "callbackUrl"), panelGrounds) ?? PANEL_HOME;
  const error = signInError(await queryText(searchParams, "error"), await queryText(searchParams, "seconds"));
  if (error === null && (await currentPanelSession())) redirect(target);
  const csrfToken = await panelCsrfToken();
  const getCookie = `/api/auth/signin?callbackUrl=${encodeURIComponent(target)}`;
  if (csrfToken === null && (await queryText(searchParams, "checked")) === null) redirect(getCookie);
  const typedEmail = (await cookies()).get(TYPED_EMAIL_COOKIE)?.value;
  const signedOut = (await queryText(searchParams, "signedOut")) !== null;
  return (
    <EntrancePage
      home="/"
      title="Sign in to the panel"
      lead="For developers of our partners, and for operators."
      below={
        <>
          No account yet? <TextLink href="/panel/sign-up">Sign your organisation up</TextLink>. Looking for your apps?{" "}
          <TextLink href="/sign-in">Sign in as a user</TextLink>.
        </>
      }
    >
      {csrfToken === null ? (
        <Alert tone="warn" title="Your browser keeps no cookies" role="alert">
          Signing in needs one. Allow cookies for this site, then <TextLink href={getCookie}>try again</TextLink>.
        </Alert>
      ) : (
        <form method="post" action="/api/auth/callback/credentials" className="space-y-5" noValidate>
          {signedOut && error === null && <Alert tone="ok">You are signed out.</Alert>}
          {error?.sentence && (
            <Alert tone="danger" role="alert">
              {error.sentence}
            </Alert>
          )}
          <input type="hidden" name="csrfToken" value={csrfToken} />
          <input type="hidden" name="callbackUrl" value={target} />
          <SignInFields email={typedEmail} passwordError={error?.passwordError ?? null} />
          <Button className="w-full">Sign in</Button>
        </form>
      )}
    </EntrancePage>
  );
}
