import type { Series } from "@/components/charts/chart-props";
import { LineSample } from "@/components/charts/line-sample";

/** Which line of a chart is which, by its dashes as well as its colour. */
export function LineKey({ series }: { series: readonly Series[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 text-sm text-muted">
      {series.map(({ key, name, color, dashes }) => (
        <li key={key} className="flex items-center gap-2">
          <LineSample color={color} dashes={dashes} width={24} />
          {name}
        </li>
      ))}
    </ul>
  );
}
