import { type PurchaseState, purchaseStates } from "@/lib/purchases";

/** What the operator wants to see of all purchases. */
export type PurchaseFilter = {
  /** null: whatever has become of them */
  readonly state: PurchaseState | null;
  /** e-mail or id; empty: of everybody */
  readonly user: string;
};

/** Reads a filter out of a query or a form; what is missing or makes no sense shows what waits for the operator. */
export function readFilter({ state, user }: { readonly state?: string | null; readonly user?: string | null }): PurchaseFilter {
  const known = purchaseStates.find((one) => one === state);
  return { state: known ?? (state === "all" ? null : "pending"), user: (user ?? "").trim().slice(0, 320) };
}

/** The page that shows what a filter lets through. @param after where the part of the list begins */
export function purchasesPath({ state, user }: PurchaseFilter, after: string | null = null): string {
  const query = new URLSearchParams({ state: state ?? "all", ...(user === "" ? {} : { user }), ...(after === null ? {} : { after }) });
  return `/operator/purchases?${query}`;
}
