/** One bucket of a chart: numbers to draw, and finished texts to say. */
export type ChartRow = {
  readonly key: string;
  readonly name: string;
  readonly note: string | null;
  /** stands in the chart, above a line at this bucket */
  readonly mark: string | null;
  /** null: nothing is drawn, since it has not come yet */
  readonly values: Readonly<Record<string, number>> | null;
  readonly texts: Readonly<Record<string, string>>;
};

/** @property dashes tells a line from others without its colour */
export type Series = { readonly key: string; readonly name: string; readonly color: string; readonly dashes?: string };

export type ChartProps = {
  readonly kind: "line" | "bar";
  readonly rows: readonly ChartRow[];
  readonly series: readonly Series[];
  /** said to those who listen: what it shows, and that a table says the same */
  readonly label: string;
};
