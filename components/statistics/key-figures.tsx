import { TrendingDown, TrendingUp } from "lucide-react";
import type { ToldFigure } from "./told-statistics";

/** The key figures, each with what it was before and what it counts. */
export function KeyFigures({ figures }: { figures: readonly ToldFigure[] }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-3">
      {figures.map(({ key, name, value, change, trend, hint }) => {
        const Trend = trend === "up" ? TrendingUp : TrendingDown;
        return (
          <div key={key} className="rounded-lg bg-sunken p-4">
            <dt className="text-sm font-semibold">{name}</dt>
            <dd className="mt-1">
              <span className="block text-2xl font-bold tabular-nums">{value}</span>
              {change !== null && (
                <span className="mt-0.5 flex min-h-5 items-start gap-1.5 text-sm">
                  {trend !== null && <Trend aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />}
                  {change}
                </span>
              )}
              <span className="mt-1 block text-xs text-muted">{hint}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
