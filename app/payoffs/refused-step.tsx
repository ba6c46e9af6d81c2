import { Alert } from "@/components/ui/alert";
import { type PageQuery, queryText } from "@/lib/forms/query";
import { words } from "@/lib/words";

const reasons = [
  "month_not_over",
  "month_closed",
  "month_empty",
  "earlier_month_open",
  "month_not_closed",
  "month_paid",
  "month_not_paid",
] as const;

/** Why a step with a month was refused, on its page, from which the form of the step may be gone. Nothing for no reason of ours. */
export async function RefusedStep({ query }: { query: PageQuery }) {
  const asked = await queryText(query, "refused");
  const reason = reasons.find((one) => one === asked);
  if (reason === undefined) return null;
  return (
    <Alert tone="warn" role="alert" className="mb-6 print:hidden">
      {(await words("payoffs.refusals"))(reason)}
    </Alert>
  );
}
