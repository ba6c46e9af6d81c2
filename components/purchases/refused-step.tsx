import { Alert } from "@/components/ui/alert";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { words } from "@/lib/words";

const reasons = [
  "app_not_free",
  "price_changed",
  "purchase_pending",
  "access_current",
  "purchase_unknown",
  "purchase_not_pending",
  "purchase_not_confirmed",
  "purchase_free",
] as const;

/**
 * Why a step with a purchase was refused, on the page that is loaded anew after it: the form of the step is gone from there,
 * and shows nothing. Nothing when the address names no reason of ours.
 */
export async function RefusedStep({ query, className }: { query: PageQuery; className?: string }) {
  const asked = await queryText(query, "refused");
  const reason = reasons.find((one) => one === asked);
  if (reason === undefined) return null;
  return (
    <Alert tone="warn" role="alert" className={className}>
      {(await words("purchases.refused"))(reason)}
    </Alert>
  );
}
