import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { linkTo } from "@/components/accounts/link-to";
import { ActionForm } from "@/components/forms/action-form";
import { TextField } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { EntrancePage } from "@/components/shell/entrance-page";
import { ownPath } from "@/lib/forms/own-path";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { requestFacts } from "@/lib/forms/request-facts";
import { newId } from "@/lib/id";
import { endUserSignInPath, portalGrounds } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { listInForce, shownTermsText } from "@/lib/terms";
import { requestLanguages, words } from "@/lib/words";
import { Consent } from "./consent";
import { signUp } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.signUp"))("title") };
}

export default async function SignUpPage({ searchParams }: { searchParams: PageQuery }) {
  const next = ownPath(await queryText(searchParams, "next"), portalGrounds) ?? "/";
  // When the form has just signed somebody in, Next draws this page anew, and it has to stay the form, which loads the next one.
  if (!(await requestFacts()).answersAction && (await currentEndUser())) redirect(next);
  const [t, inForce] = await Promise.all([words("accounts"), listInForce(null, await requestLanguages())]);
  const documents = inForce.filter(({ mandatory }) => mandatory);
  return (
    <EntrancePage
      home="/"
      title={t("signUp.title")}
      lead={t("signUp.lead")}
      below={t.rich("signUp.below", { in: linkTo(endUserSignInPath(next)), panel: linkTo("/panel/sign-up") })}
    >
      <ActionForm action={signUp} submission={newId()} hidden={{ next, shown: shownTermsText(documents) }}>
        <TextField name="name" label={t("fields.name")} optional autoComplete="name" />
        <TextField name="email" label={t("fields.email")} type="email" inputMode="email" autoComplete="username" />
        <TextField
          name="password"
          label={t("fields.password")}
          hint={t("fields.passwordHint")}
          type="password"
          autoComplete="new-password"
        />
        {documents.length > 0 && <Consent documents={documents} />}
        <SubmitButton className="w-full">{t("signUp.button")}</SubmitButton>
      </ActionForm>
    </EntrancePage>
  );
}
