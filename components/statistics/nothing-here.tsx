import { ChartNoAxesColumn } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { ToldStatistics } from "./told-statistics";

/** What stands in the place of charts that would show nothing. */
export function NothingHere({ title, text, action }: NonNullable<ToldStatistics["empty"]>) {
  const on = (
    <ButtonLink variant="secondary" href={action.href}>
      {action.label}
    </ButtonLink>
  );
  return (
    <EmptyState Icon={ChartNoAxesColumn} title={title} action={on}>
      {text}
    </EmptyState>
  );
}
