import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { requestFacts } from "@/lib/forms/request-facts";
import { chosenTheme } from "@/lib/forms/theme";
import { termsFirstPath } from "@/lib/people/end-user-action";
import { words } from "@/lib/words";
import { Content } from "./content";
import { Masthead } from "./masthead";
import { ThemeSwitch } from "./theme-switch";

const places = { home: "/", services: "/services", purchases: "/purchases", account: "/account" } as const;
const forVisitors = ["home", "services"] as const;
const forUsers = ["home", "services", "purchases", "account"] as const;

/**
 * The frame of an end user's page. Who has documents to accept is led to them first.
 * @param who the end user, or null for a visitor
 */
export async function PortalPage({
  who,
  current,
  width,
  children,
}: {
  who: { readonly name: string | null; readonly email: string | null; readonly owesTerms: boolean } | null;
  current: (typeof places)[keyof typeof places] | null;
  width?: "wide" | "narrow";
  children: ReactNode;
}) {
  const [t, theme, { path }] = await Promise.all([words("shell"), chosenTheme(), requestFacts()]);
  if (who?.owesTerms === true) redirect(termsFirstPath(path));
  const items = (who ? forUsers : forVisitors).map((place) => ({ href: places[place], label: t(`portal.${place}`) }));
  return (
    <div className="flex min-h-dvh flex-col">
      <Masthead home="/" items={items} current={current}>
        {who ? (
          <>
            <span className="min-w-0 truncate text-muted">{who.name ?? who.email}</span>
            <form method="post" action="/sign-out">
              <Button variant="quiet">{t("signOut")}</Button>
            </form>
          </>
        ) : (
          <>
            <ButtonLink variant="quiet" href="/sign-in">
              {t("signIn")}
            </ButtonLink>
            <ButtonLink variant="secondary" href="/sign-up" className="max-sm:hidden">
              {t("signUp")}
            </ButtonLink>
          </>
        )}
      </Masthead>
      <div className="grow">
        <Content width={width}>{children}</Content>
      </div>
      <footer className="border-t border-line">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-4 text-sm text-muted sm:px-6 lg:px-8">
          <span>{t("product")}</span>
          <TextLink href="/panel" className="font-normal">
            {t("portal.forPartners")}
          </TextLink>
          <TextLink href="/terms" className="font-normal">
            {t("portal.terms")}
          </TextLink>
          <span className="ml-auto">
            <ThemeSwitch chosen={theme} back={path} />
          </span>
        </div>
      </footer>
    </div>
  );
}
