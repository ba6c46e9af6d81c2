import type { PayoffLine } from "@/lib/payoffs";

type Key = Pick<PayoffLine, "appId" | "currency" | "shareBasisPoints">;

/** By what a line is named in an address: `<app>-EUR-7000`. */
export function lineKey({ appId, currency, shareBasisPoints }: Key): string {
  return `${appId}-${currency}-${shareBasisPoints}`;
}

/** The line of a statement that an address names; null: it has none such. */
export function lineNamed(lines: readonly PayoffLine[], key: string): PayoffLine | null {
  return lines.find((line) => lineKey(line) === key) ?? null;
}
