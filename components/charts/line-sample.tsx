import type { Series } from "./chart-props";

/** A piece of a series' line, beside its name. @param width in pixels */
export function LineSample({ color, dashes, width }: Pick<Series, "color" | "dashes"> & { readonly width: number }) {
  return (
    <svg aria-hidden width={width} height="6">
      <line x1="0" x2={width} y1="3" y2="3" stroke={color} strokeWidth="3" strokeDasharray={dashes} />
    </svg>
  );
}
