import type { ReactNode } from "react";
import type { Operator } from "@/lib/accounts/current-account";
import { Content, Masthead } from "./masthead";
import { SignOutForm } from "./sign-out-form";

const items = [
  { href: "/operator", label: "Home" },
  { href: "/operator/partners", label: "Partners" },
  { href: "/operator/apps", label: "Apps" },
  { href: "/operator/users", label: "Users" },
  { href: "/operator/settings", label: "Settings" },
] as const;

/** The frame of an operator's page. Whoever renders it has asked requireOperator() before. */
export function OperatorPage({
  operator,
  current,
  children,
}: {
  operator: Operator;
  current: (typeof items)[number]["href"];
  children: ReactNode;
}) {
  return (
    <>
      <Masthead home="/operator" area="Operator" items={items} current={current}>
        <span className="min-w-0 truncate text-muted max-md:hidden">{operator.account.email}</span>
        <SignOutForm />
      </Masthead>
      <Content>{children}</Content>
    </>
  );
}
