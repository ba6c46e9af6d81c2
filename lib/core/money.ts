/** An amount in minor units (cents, yen) of an ISO 4217 currency. */
export type Money = { readonly minor: number; readonly currency: string };

/** How many digits a currency has behind the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const known = digitsOf.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  // Of what is no currency nothing is kept: there is no end of those.
  if (isCurrency(currency)) digitsOf.set(currency, digits);
  return digits;
}

const digitsOf = new Map<string, number>();

/** True for a currency code this machine knows (ISO 4217, upper case). */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}

/**
 * Reads what a person typed, `4.99` or `4,99`, as minor units of `currency`.
 * @returns null when it is no such amount, has too many digits behind the point, or is beyond 2^31 − 1 minor units
 */
export function parseAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency);
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  const whole = match?.[1];
  const fraction = match?.[2] ?? "";
  if (whole === undefined || fraction.length > digits) return null;
  const minor = Number(whole + fraction.padEnd(digits, "0"));
  return minor <= 2_147_483_647 ? minor : null;
}
