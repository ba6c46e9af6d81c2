import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { Developer } from "@/lib/accounts/current-account";
import { Content, Masthead } from "./masthead";
import { SignOutForm } from "./sign-out-form";

const items = [
  { href: "/panel", label: "Home" },
  { href: "/panel/apps", label: "Apps" },
  { href: "/panel/bearer-tokens", label: "Bearer tokens" },
  { href: "/panel/events", label: "Events" },
  { href: "/panel/partnership", label: "Partnership" },
  { href: "/panel/settings", label: "Settings" },
] as const;

/** The frame of a developer's page. Whoever renders it has asked requireDeveloper() before. */
export function PanelPage({
  developer,
  current,
  children,
}: {
  developer: Developer;
  current: (typeof items)[number]["href"];
  children: ReactNode;
}) {
  return (
    <>
      <Masthead home="/panel" area="Panel" items={items} current={current}>
        <span className="min-w-0 truncate text-muted max-md:hidden" title={`${developer.account.email}, ${developer.role}`}>
          {developer.partnerName}
        </span>
        <SignOutForm />
      </Masthead>
      <Content>
        {developer.partnerSuspended && (
          <Alert tone="danger" title="Your organisation is suspended" className="mb-6">
            None of its logins are accepted, and nothing can be changed but bearer tokens revoked. Contact the operator of this platform.
          </Alert>
        )}
        {children}
      </Content>
    </>
  );
}
