/** What one sale or one refund does to a pay-off. */
export type PayoffEntry = {
  readonly purchaseId: string;
  readonly kind: "sale" | "refund";
  /** when the sale was confirmed, or the money went back */
  readonly at: Date;
  readonly appId: string;
  /** in minor units; below zero: a refund */
  readonly amountMinor: number;
  /** ISO 4217 */
  readonly currency: string;
  /** the partner's share that the purchase was sold with */
  readonly shareBasisPoints: number;
};
