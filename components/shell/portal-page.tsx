import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { Content, Masthead } from "./masthead";

const items = [
  { href: "/", label: "Home" },
  { href: "/services", label: "Services" },
] as const;
const signedInItems = [...items, { href: "/account", label: "Account" }] as const;

/** The frame of an end user's page. @param who the end user, or null for a visitor */
export function PortalPage({
  who,
  current,
  width,
  children,
}: {
  who: { readonly name: string | null; readonly email: string | null } | null;
  current: (typeof signedInItems)[number]["href"] | null;
  width?: "wide" | "narrow";
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <Masthead home="/" items={who ? signedInItems : items} current={current}>
        {who ? (
          <span className="min-w-0 truncate text-muted">{who.name ?? who.email}</span>
        ) : (
          <>
            <ButtonLink variant="quiet" href="/sign-in">
              Sign in
            </ButtonLink>
            <ButtonLink variant="secondary" href="/sign-up" className="max-sm:hidden">
              Sign up
            </ButtonLink>
          </>
        )}
      </Masthead>
      <div className="grow">
        <Content width={width}>{children}</Content>
      </div>
      <footer className="border-t border-line">
        <div className="mx-auto flex max-w-5xl flex-wrap gap-x-6 gap-y-1 px-4 py-5 text-sm text-muted sm:px-6">
          <span>Latchkey</span>
          <TextLink href="/panel" className="font-normal">
            For partners: the developer panel
          </TextLink>
        </div>
      </footer>
    </div>
  );
}
