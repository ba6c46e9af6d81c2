import { priceInWords } from "@/app/price-in-words";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import type { PurchaseEntry } from "@/lib/purchases";
import { words } from "@/lib/words";

/** What an end user has bought and not paid yet. */
export async function PendingPurchases({ pending }: { pending: readonly PurchaseEntry[] }) {
  if (pending.length === 0) return null;
  const t = await words("portal.home");
  const prices = await Promise.all(pending.map(({ price }) => priceInWords(price)));
  return (
    <Alert tone="warn" title={t("pending")} className="mb-8">
      <ul className="mt-1 space-y-1">
        {pending.map((entry, index) => (
          <li key={entry.id}>
            {t.rich("pendingText", {
              app: entry.appName,
              partner: entry.partnerName,
              price: prices[index] ?? "",
              reference: entry.reference,
              code: (name) => <strong>{name}</strong>,
            })}{" "}
            {entry.available && <TextLink href={`/services/${entry.slug}`}>{t("pendingLink")}</TextLink>}
          </li>
        ))}
      </ul>
      <p className="mt-2">
        <TextLink href="/purchases">{t("morePending")}</TextLink>
      </p>
    </Alert>
  );
}
