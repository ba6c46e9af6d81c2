import { AppWindow, AtSign, Banknote, Building2, ChartLine, House, Receipt, ScrollText, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import type { Operator } from "@/lib/accounts/current-account";
import { words } from "@/lib/words";
import type { Crumb } from "./breadcrumbs";
import { GoTo } from "./go-to";
import { Workplace } from "./workplace";

const places = {
  home: { href: "/operator", Icon: House },
  statistics: { href: "/operator/statistics", Icon: ChartLine },
  partners: { href: "/operator/partners", Icon: Building2 },
  apps: { href: "/operator/apps", Icon: AppWindow },
  emailDomains: { href: "/operator/email-domains", Icon: AtSign },
  purchases: { href: "/operator/purchases", Icon: Receipt },
  payoffs: { href: "/operator/payoffs", Icon: Banknote },
  users: { href: "/operator/users", Icon: Users },
  terms: { href: "/operator/terms", Icon: ScrollText },
  settings: { href: "/operator/settings", Icon: Settings },
} as const;
const groups = [
  ["home", "statistics", "partners", "apps", "emailDomains", "purchases", "payoffs", "users"],
  ["terms", "settings"],
] as const;

/** The frame of an operator's page. Whoever renders it has asked requireOperator() before. @param trail the pages above it */
export async function OperatorPage({
  operator,
  current,
  trail = [],
  children,
}: {
  operator: Operator;
  current: (typeof places)[keyof typeof places]["href"];
  trail?: readonly Crumb[];
  children: ReactNode;
}) {
  const t = await words("shell");
  const items = groups.map((group) => group.map((place) => ({ ...places[place], label: t(`operator.${place}`) })));
  return (
    <Workplace
      home="/operator"
      area={t("areas.operator")}
      organisation={null}
      email={operator.account.email}
      groups={items}
      current={current}
      trail={trail}
      finder={<GoTo pages={items.flat().map(({ href, label }) => ({ href, label }))} source={null} />}
    >
      {children}
    </Workplace>
  );
}
