import {
  Activity,
  AppWindow,
  Banknote,
  ChartLine,
  Handshake,
  House,
  IdCard,
  KeySquare,
  Link2,
  Link2Off,
  MonitorSmartphone,
  Settings,
} from "lucide-react";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { Developer } from "@/lib/accounts/current-account";
import { words } from "@/lib/words";
import type { Crumb } from "./breadcrumbs";
import { GoTo } from "./go-to";
import { Workplace } from "./workplace";

const places = {
  home: { href: "/panel", Icon: House },
  apps: { href: "/panel/apps", Icon: AppWindow },
  bearerTokens: { href: "/panel/bearer-tokens", Icon: KeySquare },
  issuers: { href: "/panel/issuers", Icon: IdCard },
  apiClients: { href: "/panel/api-clients", Icon: MonitorSmartphone },
  pairings: { href: "/panel/pairings", Icon: Link2 },
  portalLinks: { href: "/panel/portal-links", Icon: Link2Off },
  statistics: { href: "/panel/statistics", Icon: ChartLine },
  events: { href: "/panel/events", Icon: Activity },
  payoffs: { href: "/panel/payoffs", Icon: Banknote },
  partnership: { href: "/panel/partnership", Icon: Handshake },
  settings: { href: "/panel/settings", Icon: Settings },
} as const;
const groups = [
  ["home", "apps", "bearerTokens", "issuers", "apiClients", "pairings", "portalLinks", "statistics", "events", "payoffs"],
  ["partnership", "settings"],
] as const;

/**
 * The frame of a developer's page. Whoever renders it has asked requireDeveloper() before.
 * @param current the place in the navigation that the page belongs to @param trail the pages above it, from that place on
 */
export async function PanelPage({
  developer,
  current,
  trail = [],
  children,
}: {
  developer: Developer;
  current: (typeof places)[keyof typeof places]["href"];
  trail?: readonly Crumb[];
  children: ReactNode;
}) {
  const t = await words("shell");
  const items = groups.map((group) => group.map((place) => ({ ...places[place], label: t(`panel.${place}`) })));
  return (
    <Workplace
      home="/panel"
      area={t("areas.panel")}
      organisation={developer.partnerName}
      email={developer.account.email}
      groups={items}
      current={current}
      trail={trail}
      finder={<GoTo pages={items.flat().map(({ href, label }) => ({ href, label }))} source="/panel/go-to" />}
    >
      {developer.partnerSuspended && (
        <Alert tone="danger" title={t("panel.suspendedTitle")} className="mb-6">
          {t("panel.suspended")}
        </Alert>
      )}
      {children}
    </Workplace>
  );
}
