/** A short name of a purchase that a person can write onto a bank transfer, and an operator can find again. */
export function paymentReference(purchaseId: string): string {
  const tail = purchaseId.slice(-8).toUpperCase();
  return `${tail.slice(0, 4)}-${tail.slice(4)}`;
}
