import type { Metadata } from "next";
import { ResetPasswordPage } from "@/components/accounts/reset-password-page";
import { isAccountResetOpen } from "@/lib/accounts/reset-password";
import { type PageQuery, queryText } from "@/lib/forms/query";

import { words } from "@/lib/words";
import { choosePassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts"))("reset.panelTitle") };
}

export default async function ResetPassword({ searchParams }: { searchParams: PageQuery }) {
  const token = (await queryText(searchParams, "token")) ?? "";
  const done = (await queryText(searchParams, "done")) !== null;
  const state = done ? "done" : (await isAccountResetOpen(token)) ? "open" : "over";
  return <ResetPasswordPage realm="panel" state={state} token={token} action={choosePassword} />;
}
