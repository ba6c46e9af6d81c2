import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Brand } from "./brand";
import { Content } from "./content";

/** The frame of a page that is one form at a door: signing in, signing up. */
export function EntrancePage({
  home,
  title,
  lead,
  children,
  below,
}: {
  home: string;
  title: string;
  lead: ReactNode;
  children: ReactNode;
  below?: ReactNode;
}) {
  return (
    <Content width="narrow">
      <div className="mb-8">
        <Brand home={home} />
      </div>
      <h1 className="text-2xl font-bold tracking-tight">{title}</h1>
      <div className="mt-1 mb-6 text-muted">{lead}</div>
      <Card>{children}</Card>
      {below && <div className="mt-5 text-sm text-muted">{below}</div>}
    </Content>
  );
}
