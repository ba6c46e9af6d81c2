import pc from "picocolors";
import { isDisturbed, type Slice } from "./measure";
import type { Variant, VariantKey } from "./variants/variant";

type Spread = { readonly median: number; readonly min: number; readonly max: number };
type Figure = (slice: Slice) => number | null;

/** A ratio that is promised. */
export type Goal = {
  readonly title: string;
  readonly of: readonly [VariantKey, VariantKey];
  readonly figure: Figure;
  readonly limit: number;
  readonly atMost?: true;
};

/** Requests per second. */
export const rate: Figure = (slice) => slice.requestsPerSecond;
/** Node's processor time for each answer. */
export const nodeCpu: Figure = (slice) => slice.serverCpu;

/** A figure as text, or a dash where there is none. */
export function number(value: number | null, decimals: number): string {
  return value === null ? "–" : value.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Prints the table, the ratios and the verification. */
export function printReport(variants: readonly Variant[], goals: readonly Goal[], slices: readonly Slice[]): void {
  const lines = [
    "",
    ...figureTable(variants, slices),
    "",
    pc.bold("Ratios: median (lowest … highest of the repeats)"),
    ...ratioLines(goals, slices),
    "",
  ];
  const disturbed = slices.filter(isDisturbed).length;
  if (disturbed > 0)
    lines.push(pc.yellow(`Other programs disturbed ${disturbed} of ${slices.length} slices: these figures are provisional.`), "");
  lines.push(pc.bold("Statements, and what was counted"), ...variants.flatMap((variant) => countLines(variant, slices)), "");
  process.stdout.write(`${lines.join("\n")}\n`);
}

function figureTable(variants: readonly Variant[], slices: readonly Slice[]): string[] {
  const head = ["", "req/s", "(lowest … highest)", "p50 ms", "p99 ms", "Node CPU", "PostgreSQL CPU", "load's CPU"];
  const rows = variants.map((variant) => {
    const own = slices.filter(({ key }) => key === variant.key);
    const spread = spreadOf(own.map(rate));
    const median = (figure: Figure, decimals: number) => number(spreadOf(own.map(figure))?.median ?? null, decimals);
    return [
      `${variant.key}  ${variant.title}`,
      number(spread?.median ?? null, 0),
      spread ? `(${number(spread.min, 0)} … ${number(spread.max, 0)})` : "",
      median(({ load }) => load.p50, 1),
      median(({ load }) => load.p99, 1),
      median(nodeCpu, 3),
      median(({ postgresCpu }) => postgresCpu, 3),
      median(({ generatorCpu }) => generatorCpu, 3),
    ];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)));
  const print = (row: string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("   ");
  return [pc.bold(print(head)), ...rows.map(print), pc.dim("CPU in milliseconds per answer.")];
}

function ratioLines(goals: readonly Goal[], slices: readonly Slice[]): string[] {
  return goals.map(({ title, of: [upper, lower], figure, limit, atMost }) => {
    const wanted = `goal ${atMost ? "≤" : "≥"} ${limit}`;
    const ratios = slices
      .filter(({ key }) => key === upper)
      .map((slice) => {
        const other = slices.find(({ key, repeat }) => key === lower && repeat === slice.repeat);
        const [top, bottom] = [figure(slice), other ? figure(other) : null];
        return top === null || bottom === null ? null : top / bottom;
      });
    const spread = spreadOf(ratios);
    if (!spread) return `  ${title.padEnd(60)} not measured   ${wanted}`;
    const met = atMost ? spread.median <= limit : spread.median >= limit;
    const text = `${number(spread.median, 2)} (${number(spread.min, 2)} … ${number(spread.max, 2)})`;
    return `  ${title.padEnd(60)} ${text.padEnd(24)} ${met ? pc.green(`${wanted}: met`) : pc.red(`${wanted}: missed`)}`;
  });
}

function countLines(variant: Variant, slices: readonly Slice[]): string[] {
  const own = slices.filter(({ key }) => key === variant.key);
  const sum = (figure: Figure) => own.reduce((total, slice) => total + (figure(slice) ?? 0), 0);
  const statements = spreadOf(own.map((slice) => slice.statements));
  const counts = [
    `${number(statements?.max ?? null, 3)} statements per answer`,
    `${sum(({ begins }) => begins)} BEGIN`,
    `${sum(({ otherStatements }) => otherStatements)} other`,
  ];
  const kinds = own[0]?.counted.map(({ what }) => what) ?? [];
  const done = kinds.map((kind) => `${sum((slice) => slice.counted.find(({ what }) => what === kind)?.count ?? 0)} ${kind}`);
  counts.push([`${sum((slice) => slice.answers)} answers`, ...done].join(" = "));
  const mistakes = own.flatMap((slice) => slice.mistakes.map((mistake) => `     ${pc.red(`repeat ${slice.repeat}: ${mistake}`)}`));
  return [`  ${variant.key}  ${counts.join(", ")}`, ...mistakes];
}

function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((left, right) => left - right);
  const [min, max] = [sorted[0], sorted.at(-1)];
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (min === undefined || max === undefined || below === undefined || above === undefined) return null;
  return { median: (below + above) / 2, min, max };
}
