import pc from "picocolors";
import { isDisturbed, type Slice } from "./measure";
import type { Variant, VariantKey } from "./variants/variant";

type Spread = { readonly median: number; readonly min: number; readonly max: number };
type Figure = (slice: Slice) => number | null;

/** A ratio that is promised (issue 2, "Shows when done"). */
type Goal = {
  readonly title: string;
  readonly of: readonly [VariantKey, VariantKey];
  readonly figure: Figure;
  readonly limit: number;
  readonly atMost?: true;
};

const rate: Figure = (slice) => slice.requestsPerSecond;
const nodeCpu: Figure = (slice) => slice.serverCpu;

const goals: readonly Goal[] = [
  { title: "req/s       b / a  front door against raw node:http + pg", of: ["b", "a"], figure: rate, limit: 0.9 },
  { title: "Node CPU    b / a", of: ["b", "a"], figure: nodeCpu, limit: 1.3, atMost: true },
  { title: "req/s       b / c  front door against Next's route handler", of: ["b", "c"], figure: rate, limit: 4 },
  { title: "req/s       b / e  … against better-auth's verify", of: ["b", "e"], figure: rate, limit: 10 },
  { title: "req/s       b / f  … against oidc-provider's introspection", of: ["b", "f"], figure: rate, limit: 1.4 },
];

/** A figure as text, or a dash where there is none. */
export function number(value: number | null, decimals: number): string {
  return value === null ? "–" : value.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Prints the table, the ratios and the verification. */
export function printReport(variants: readonly Variant[], slices: readonly Slice[]): void {
  const lines = [
    "",
    ...figureTable(variants, slices),
    "",
    pc.bold("Ratios: median (lowest … highest of the repeats)"),
    ...ratioLines(slices),
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

function ratioLines(slices: readonly Slice[]): string[] {
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
  const answers = `${sum((slice) => slice.answers)} answers`;
  if (own.some(({ redeemed }) => redeemed !== null)) counts.push(`${answers} = ${sum(({ redeemed }) => redeemed)} rows redeemed`);
  else counts.push(answers);
  if (own.some(({ events }) => events !== null)) counts.push(`= ${sum(({ events }) => events)} accepted events`);
  const mistakes = own.flatMap((slice) => slice.mistakes.map((mistake) => `     ${pc.red(`repeat ${slice.repeat}: ${mistake}`)}`));
  return [`  ${variant.key}  ${counts.join(", ").replace(", =", " =")}`, ...mistakes];
}

function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values.filter((value) => value !== null).sort((left, right) => left - right);
  const [min, max] = [sorted[0], sorted.at(-1)];
  const [below, above] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (min === undefined || max === undefined || below === undefined || above === undefined) return null;
  return { median: (below + above) / 2, min, max };
}
