import type { Metadata } from "next";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { TextLink } from "@/components/ui/text-link";
import { ownPath } from "@/lib/forms/own-path";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { endUserSignInPath, portalGrounds } from "@/lib/people/end-user-action";
import { signUp } from "./actions";

export const metadata: Metadata = { title: "Sign up" };

// No look at who is signed in: when the action has set the cookie, Next draws this page anew, and it has to stay the form
// that then loads the next one.
export default async function SignUpPage({ searchParams }: { searchParams: PageQuery }) {
  const next = ownPath(await queryText(searchParams, "next"), portalGrounds) ?? "/";
  return (
    <EntrancePage
      home="/"
      title="Sign up"
      lead="One account for every app here."
      below={
        <>
          Signed up already? <TextLink href={endUserSignInPath(next)}>Sign in</TextLink>. A developer?{" "}
          <TextLink href="/panel/sign-up">Sign your organisation up</TextLink>.
        </>
      }
    >
      <ActionForm action={signUp} submission={newId()} hidden={{ next }}>
        <TextField name="name" label="Your name" optional autoComplete="name" />
        <TextField name="email" label="E-mail" type="email" inputMode="email" autoComplete="username" />
        <TextField name="password" label="Password" hint="At least 8 characters." type="password" autoComplete="new-password" />
        <SubmitButton className="w-full">Sign up</SubmitButton>
      </ActionForm>
    </EntrancePage>
  );
}
