"use client";

import { Bar, BarChart, CartesianGrid, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { ChartProps, ChartRow, Series } from "./chart-props";
import { LineSample } from "./line-sample";

const marginAround = { top: 18, right: 28, bottom: 0, left: 0 };
const axis = { stroke: "var(--line-strong)", tick: { fill: "var(--muted)", fontSize: 12 }, tickLine: false } as const;

/** A line or bar chart over time. Nothing in it moves by itself; arrow keys lead from one bucket to the next. */
export function TimeChart({ kind, rows, series, label }: ChartProps) {
  const shared = {
    data: rows,
    responsive: true,
    margin: marginAround,
    accessibilityLayer: true,
    "aria-label": label,
    // By a class: of a style the library would take "100%" for 100 pixels in its first frame.
    className: "size-full",
  } as const;
  const inside = (
    <>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="key" {...axis} tickFormatter={(key: string) => nameOf(rows, key)} minTickGap={24} interval="preserveStartEnd" />
      <YAxis {...axis} axisLine={false} allowDecimals={false} width={48} domain={[0, "auto"]} />
      {rows.map(({ key, mark }) =>
        mark === null ? null : (
          <ReferenceLine
            key={key}
            x={key}
            stroke="var(--warn)"
            strokeDasharray="2 3"
            label={{ value: mark, position: "top", fill: "var(--warn)", fontSize: 11 }}
          />
        ),
      )}
      <Tooltip
        isAnimationActive={false}
        // Arrow keys come by what is still to come as well, which says so.
        filterNull={false}
        cursor={kind === "bar" ? { fill: "var(--sunken)" } : { stroke: "var(--line-strong)" }}
        content={({ active, label: key }) => (active ? <Told row={rows.find((row) => row.key === key)} series={series} /> : null)}
      />
    </>
  );
  if (kind === "bar")
    return (
      <BarChart {...shared}>
        {inside}
        {series.map(({ key, color }) => (
          <Bar key={key} dataKey={`values.${key}`} fill={color} isAnimationActive={false} maxBarSize={40} />
        ))}
      </BarChart>
    );
  return (
    <LineChart {...shared}>
      {inside}
      {series.map(({ key, color, dashes }) => (
        <Line
          key={key}
          dataKey={`values.${key}`}
          stroke={color}
          strokeWidth={2}
          strokeDasharray={dashes}
          dot={rows.length <= 31 ? { r: 2.5, strokeDasharray: "0", fill: "var(--surface)" } : false}
          isAnimationActive={false}
        />
      ))}
    </LineChart>
  );
}

function Told({ row, series }: { row: ChartRow | undefined; series: readonly Series[] }) {
  if (row === undefined) return null;
  return (
    <div role="status" className="max-w-64 rounded-lg border border-line bg-surface px-3 py-2 text-sm shadow-lift">
      <p className="font-semibold">{row.name}</p>
      {row.note !== null && <p className="text-muted">{row.note}</p>}
      <ul className="mt-1 space-y-0.5">
        {series.map(({ key, name, color, dashes }) => (
          <li key={key} className="flex items-center gap-2">
            <LineSample color={color} dashes={dashes} width={16} />
            <span className="grow">{name}</span>
            <span className="font-semibold tabular-nums">{row.texts[key]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function nameOf(rows: readonly ChartRow[], key: string): string {
  return rows.find((row) => row.key === key)?.name ?? "";
}
