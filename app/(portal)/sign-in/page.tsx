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
import { portalGrounds } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { signIn } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: PageQuery }) {
  const next = ownPath(await queryText(searchParams, "next"), portalGrounds) ?? "/";
  // When the form has just signed somebody in, Next draws this page anew, and it has to stay the form, which loads the next one.
  if (!(await requestFacts()).answersAction && (await currentEndUser())) redirect(next);
  return (
    <EntrancePage
      home="/"
      title="Sign in"
      lead="Then every app opens with you signed in."
      below={
        <>
          No account yet? <TextLink href={next === "/" ? "/sign-up" : `/sign-up?next=${encodeURIComponent(next)}`}>Sign up</TextLink>. A
          developer? <TextLink href="/panel/sign-in">Sign in to the panel</TextLink>.
        </>
      }
    >
      <ActionForm action={signIn} submission={newId()} hidden={{ next }}>
        <TextField name="email" label="E-mail" type="email" inputMode="email" autoComplete="username" />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" />
        <SubmitButton className="w-full">Sign in</SubmitButton>
      </ActionForm>
    </EntrancePage>
  );
}
