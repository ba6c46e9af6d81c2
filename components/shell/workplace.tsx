import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { requestFacts } from "@/lib/forms/request-facts";
import { chosenTheme } from "@/lib/forms/theme";
import { words } from "@/lib/words";
import { Brand } from "./brand";
import { Breadcrumbs, type Crumb } from "./breadcrumbs";
import { Content } from "./content";
import { Navigation, type NavItem } from "./navigation";
import { SignOutForm } from "./sign-out-form";
import { SkipLink } from "./skip-link";
import { ThemeSwitch } from "./theme-switch";

/** What the frame of a workplace – the panel, the operator's area – is filled with. */
export type WorkplaceProps = {
  readonly home: string;
  readonly area: string;
  /** for whom one works here, and who one is */
  readonly organisation: string | null;
  readonly email: string;
  readonly groups: readonly (readonly NavItem[])[];
  readonly current: string;
  readonly trail: readonly Crumb[];
  /** stands above the navigation, such as the command palette */
  readonly finder?: ReactNode;
  readonly children: ReactNode;
};

/**
 * The frame of a workplace: a sidebar beside the page; on narrow screens a popover that a button opens, which needs no
 * JavaScript and is closed by Escape or a press elsewhere.
 */
export async function Workplace({ home, area, organisation, email, groups, current, trail, finder, children }: WorkplaceProps) {
  const [t, theme, { path }] = await Promise.all([words("shell"), chosenTheme(), requestFacts()]);
  return (
    <>
      <SkipLink />
      <header className="sticky top-0 z-10 flex items-center justify-between border-b border-line bg-surface px-4 py-2 lg:hidden print:hidden">
        <Brand home={home} area={area} />
        <button
          type="button"
          popoverTarget="sidebar"
          className="inline-flex min-h-10 items-center gap-2 rounded-lg border border-line-strong px-3 text-sm font-semibold hover:bg-sunken"
        >
          <Menu aria-hidden className="size-4" />
          {t("menu")}
        </button>
      </header>
      <aside
        id="sidebar"
        popover="auto"
        className="sidebar fixed inset-y-0 left-0 m-0 h-dvh max-h-none w-64 flex-col gap-5 overflow-y-auto border-r border-line bg-surface p-4 text-text backdrop:bg-shade max-lg:shadow-lift print:hidden!"
      >
        <div className="px-2.5 pt-1">
          <Brand home={home} area={area} />
        </div>
        {finder}
        <div className="grow">
          <Navigation label={t("mainNavigation")} groups={groups} current={current} />
        </div>
        <div className="space-y-3 border-t border-line pt-4 text-sm">
          <div className="min-w-0 px-2.5">
            {organisation !== null && <p className="truncate font-semibold">{organisation}</p>}
            <p className="truncate text-muted" title={email}>
              {email}
            </p>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <ThemeSwitch chosen={theme} back={path} />
            <SignOutForm />
          </div>
        </div>
      </aside>
      <div className="lg:pl-64 print:p-0">
        <Content>
          <Breadcrumbs trail={trail} />
          {children}
        </Content>
      </div>
    </>
  );
}
