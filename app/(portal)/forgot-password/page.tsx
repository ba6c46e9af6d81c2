import type { Metadata } from "next";
import { ForgotPasswordPage } from "@/components/accounts/forgot-password-page";
import { words } from "@/lib/words";
import { requestLink } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await words("accounts"))("forgot.title") };
}

export default function ForgotPassword() {
  return <ForgotPasswordPage realm="people" action={requestLink} />;
}
