import type { Metadata } from "next";
import { ResetPasswordPage } from "@/components/accounts/reset-password-page";

import { type PageQuery, queryText } from "@/lib/forms/query";
import { isResetLinkOpen } from "@/lib/people";
import { words } from "@/lib/words";
import { choosePassword } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts"))("reset.title") };
}

export default async function ResetPassword({ searchParams }: { searchParams: PageQuery }) {
  const token = (await queryText(searchParams, "token")) ?? "";
  const done = (await queryText(searchParams, "done")) !== null;
  const state = done ? "done" : (await isResetLinkOpen(token)) ? "open" : "over";
  return <ResetPasswordPage realm="people" state={state} token={token} action={choosePassword} />;
}
