import type { Series } from "@/components/charts/chart-props";

/** Which line of a chart is which, by its dashes as well as its colour. */
export function LineKey({ series }: { series: readonly Series[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 text-sm text-muted">
      {series.map(({ key, name, color, dashes }) => (
        <li key={key} className="flex items-center gap-2">
          <svg aria-hidden width="24" height="6">
            <line x1="0" x2="24" y1="3" y2="3" stroke={color} strokeWidth="3" strokeDasharray={dashes} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
