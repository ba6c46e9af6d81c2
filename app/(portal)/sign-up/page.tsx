import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { TextLink } from "@/components/ui/text-link";
import { ownPath } from "@/lib/forms/own-path";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { requestFacts } from "@/lib/forms/request-facts";
import { newId } from "@/lib/id";
import { endUserSignInPath, portalGrounds } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { signUp } from "./actions";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage({ searchParams }: { searchParams: PageQuery }) {
  const next = ownPath(await queryText(searchParams, "next"), portalGrounds) ?? "/";
  // When the form has just signed somebody in, Next draws this page anew, and it has to stay the form, which loads the next one.
  if (!(await requestFacts()).answersAction && (await currentEndUser())) redirect(next);
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
