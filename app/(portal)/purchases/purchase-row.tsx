import { priceInWords } from "@/app/price-in-words";
import { PurchaseStateBadge } from "@/components/purchases/purchase-state-badge";
import { Minute } from "@/components/ui/moment";
import { Cell, Row } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { PurchaseEntry } from "@/lib/purchases";
import { words } from "@/lib/words";
import { CancelPurchase } from "./cancel-purchase";

/** One purchase in its buyer's history. */
export async function PurchaseRow({ entry }: { entry: PurchaseEntry }) {
  const t = await words("purchases.page");
  const isOver = entry.state !== "pending" && entry.state !== "current";
  // Nobody was let in before the confirmation: till then there is no beginning to tell.
  const until = entry.state === "revoked" || entry.state === "refunded" ? entry.closedAt : entry.endsAt;
  return (
    <Row>
      <Cell>
        <span className="font-medium">
          {entry.available ? <TextLink href={`/services/${entry.slug}`}>{entry.appName}</TextLink> : entry.appName}
        </span>
        <span className="block text-muted">{t("by", { partner: entry.partnerName })}</span>
        {!entry.available && <span className="block text-muted">{t("unavailable")}</span>}
      </Cell>
      <Cell label={t("columns.price")}>{await priceInWords(entry.price)}</Cell>
      <Cell label={t("columns.state")}>
        <PurchaseStateBadge state={entry.state} />
        {entry.state === "pending" && <span className="mt-1 block text-muted">{t("reference", { reference: entry.reference })}</span>}
      </Cell>
      <Cell label={t("columns.from")}>{entry.startsAt ? <Minute at={entry.startsAt} zone={entry.zone} /> : "–"}</Cell>
      <Cell label={t("columns.until")}>{until ? <Minute at={until} zone={entry.zone} /> : entry.startsAt ? t("noEnd") : "–"}</Cell>
      <Cell label={t("columns.step")}>
        {entry.state === "pending" && <CancelPurchase purchase={entry} />}
        {entry.state === "current" && entry.available && <TextLink href={`/services/${entry.slug}`}>{t("open")}</TextLink>}
        {isOver && entry.available && <TextLink href={`/services/${entry.slug}`}>{t("buyAgain")}</TextLink>}
      </Cell>
    </Row>
  );
}
