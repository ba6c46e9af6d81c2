import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { linkTo } from "@/components/accounts/link-to";
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
import { words } from "@/lib/words";
import { signIn } from "./actions";
import { RetiredLink, RetiredNotice } from "./retired-link";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts.signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: PageQuery }) {
  const next = ownPath(await queryText(searchParams, "next"), portalGrounds) ?? "/";
  // When the form has just signed somebody in, Next draws this page anew, and it has to stay the form, which loads the next one.
  const who = (await requestFacts()).answersAction ? null : await currentEndUser();
  // Whoever came by a portal link has to be told why it did nothing, though there is no need to sign in.
  const retired = (await queryText(searchParams, "notice")) === "portal-link-retired";
  if (who) return retired ? <RetiredLink who={who} /> : redirect(next);
  const t = await words("accounts");
  return (
    <EntrancePage
      home="/"
      title={t("signIn.title")}
      lead={t("signIn.lead")}
      below={t.rich("signIn.below", {
        up: linkTo(next === "/" ? "/sign-up" : `/sign-up?next=${encodeURIComponent(next)}`),
        panel: linkTo("/panel/sign-in"),
      })}
    >
      {retired && <RetiredNotice />}
      <ActionForm action={signIn} submission={newId()} hidden={{ next }}>
        <TextField name="email" label={t("fields.email")} type="email" inputMode="email" autoComplete="username" />
        <TextField name="password" label={t("fields.password")} type="password" autoComplete="current-password" />
        <SubmitButton className="w-full">{t("signIn.button")}</SubmitButton>
        <p className="text-sm">
          <TextLink href="/forgot-password">{t("signIn.forgot")}</TextLink>
        </p>
      </ActionForm>
    </EntrancePage>
  );
}
