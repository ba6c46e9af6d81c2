"use client";

import { lazy, type ReactNode, Suspense } from "react";
import { useScripted } from "@/components/ui/use-scripted";
import type { ChartProps } from "./chart-props";

export type LazyChartWords = Readonly<Record<"loading" | "failed" | "noScript", string>>;

// The library draws in the browser alone, and comes when the page is there and works: no page is heavier for it.
const TimeChart = lazy(async () => {
  try {
    return { default: (await import("./time-chart")).TimeChart };
  } catch {
    return { default: ({ failed }: ChartProps & { failed: string }) => <Place>{failed}</Place> };
  }
});

/** A chart that is loaded after its page. Its place is as high as it from the beginning on, so that nothing moves. */
export function LazyChart({ words, ...chart }: ChartProps & { words: LazyChartWords }) {
  const scripted = useScripted();
  return (
    <div className="h-64">
      {scripted ? (
        <Suspense fallback={<Place>{words.loading}</Place>}>
          <TimeChart {...chart} failed={words.failed} />
        </Suspense>
      ) : (
        <Place>
          <noscript>{words.noScript}</noscript>
        </Place>
      )}
    </div>
  );
}

function Place({ children }: { children: ReactNode }) {
  return <div className="flex h-full items-center justify-center rounded-lg bg-sunken px-4 text-center text-sm text-muted">{children}</div>;
}
