/** What a share comes to. */
export type ShareAmount = {
  /** exactly, in ten-thousandths of a minor unit */
  readonly tenThousandths: bigint;
  /** in minor units, rounded half to even */
  readonly minor: number;
};

const WHOLE = 10_000n;

/**
 * A share of an amount, exactly and rounded half to even; below zero as above it, so that what a refund takes away is what
 * its sale had brought.
 * @param amountMinor whole minor units @param basisPoints hundredths of a percent
 * @throws RangeError for an amount beyond what a number holds exactly
 */
export function shareOf(amountMinor: number, basisPoints: number): ShareAmount {
  if (!Number.isSafeInteger(amountMinor)) throw new RangeError("this amount is beyond exact arithmetic");
  const tenThousandths = BigInt(amountMinor) * BigInt(basisPoints);
  const [whole, rest] = [tenThousandths / WHOLE, tenThousandths % WHOLE];
  const twice = 2n * (rest < 0n ? -rest : rest);
  const away = twice > WHOLE || (twice === WHOLE && whole % 2n !== 0n);
  return { tenThousandths, minor: Number(whole + (away ? (rest < 0n ? -1n : 1n) : 0n)) };
}

/** Ten-thousandths as a decimal without an end of zeros: `3493000n` → `349.3`. */
export function decimal(tenThousandths: bigint): string {
  const size = tenThousandths < 0n ? -tenThousandths : tenThousandths;
  const behind = (size % WHOLE).toString().padStart(4, "0").replace(/0+$/, "");
  return `${tenThousandths < 0n ? "-" : ""}${size / WHOLE}${behind === "" ? "" : `.${behind}`}`;
}
