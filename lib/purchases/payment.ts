import type { Price } from "@/lib/core/price";

/** A purchase that waits for its payment, as a provider of payments needs it. */
export type PurchaseToPay = { readonly id: string; readonly endUserId: string; readonly appSlug: string; readonly price: Price };

/** Where somebody who has just bought something reads how it goes on: a path of ours. A provider's own page is reached from there. */
export type PaymentStep = { readonly path: string };

/**
 * Who takes the money. A provider starts a payment; that it was made comes back by another way (the operator, a webhook),
 * which calls `confirmPurchase` and, later, `refundPurchase`: again is no harm there, since both are one conditional write.
 */
export type PaymentProvider = {
  readonly name: string;
  /** Called once for each purchase, after it is stored; may be called again for one that got no answer. */
  readonly start: (purchase: PurchaseToPay) => Promise<PaymentStep>;
};

/**
 * Payment outside of the platform: the operator says when the money is there, on /operator/purchases or by the command line.
 * Meanwhile the app's page tells the buyer so.
 */
const manual: PaymentProvider = { name: "manual", start: ({ appSlug }) => Promise.resolve({ path: `/services/${appSlug}` }) };

/** The provider that this platform uses. */
export function paymentProvider(): PaymentProvider {
  return manual;
}
