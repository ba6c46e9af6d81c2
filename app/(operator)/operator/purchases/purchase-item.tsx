import { priceInWords } from "@/app/price-in-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { PurchaseStateBadge } from "@/components/purchases/purchase-state-badge";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { Minute } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import { newId } from "@/lib/id";
import type { PurchaseEntry } from "@/lib/purchases";
import { words } from "@/lib/words";
import { confirm, refund, reject } from "./actions";
import type { PurchaseFilter } from "./purchase-filter";

/** One purchase, with what the operator can do about it. @param filter of the list, to come back to it */
export async function PurchaseItem({ entry, filter }: { entry: PurchaseEntry; filter: PurchaseFilter }) {
  const t = await words("operator.purchases");
  const time = (at: Date) => <Minute at={at} zone={entry.zone} />;
  return (
    <li id={`purchase-${entry.id}`} className="rounded-xl border border-line bg-surface p-5 sm:p-6">
      <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="text-lg font-semibold">{t("heading", { app: entry.appName, reference: entry.reference })}</h2>
        <PurchaseStateBadge state={entry.state} />
      </div>
      <Facts>
        <Fact name={t("buyer")}>
          <TextLink href={`/operator/users?user=${entry.endUserId}`}>{entry.email ?? entry.endUserId}</TextLink>
        </Fact>
        <Fact name={t("partner")}>
          <TextLink href={`/operator/partners/${entry.partnerId}`}>{entry.partnerName}</TextLink>
        </Fact>
        <Fact name={t("price")}>{await priceInWords(entry.price)}</Fact>
        <Fact name={t("asked")}>{time(entry.createdAt)}</Fact>
        {entry.startsAt && (
          <Fact name={t("access")}>
            {time(entry.startsAt)} – {entry.endsAt ? time(entry.endsAt) : t("noEnd")}
          </Fact>
        )}
        {entry.closedAt && <Fact name={t("closed")}>{time(entry.closedAt)}</Fact>}
      </Facts>
      <Steps entry={entry} filter={filter} />
    </li>
  );
}

async function Steps({ entry, filter }: { entry: PurchaseEntry; filter: PurchaseFilter }) {
  const t = await words("operator.purchases");
  const hidden = { purchaseId: entry.id, state: filter.state ?? "all", user: filter.user };
  const about = { app: entry.appName, user: entry.email ?? entry.endUserId, price: await priceInWords(entry.price) };
  const steps =
    entry.state === "pending"
      ? ([
          { step: "confirm", action: confirm, variant: "primary" },
          { step: "reject", action: reject, variant: "danger" },
        ] as const)
      : isRefundable(entry)
        ? ([{ step: "refund", action: refund, variant: "danger" }] as const)
        : [];
  if (steps.length === 0) return null;
  return (
    <div className="mt-5 flex flex-wrap items-start gap-3">
      {steps.map(({ step, action, variant }) => (
        <Confirm key={step} label={t(`${step}.label`)}>
          <p className="mb-3">{t(`${step}.what`, about)}</p>
          <ActionForm action={action} submission={newId()} hidden={hidden}>
            <SubmitButton variant={variant}>{t(`${step}.button`)}</SubmitButton>
          </ActionForm>
        </Confirm>
      ))}
    </div>
  );
}

/** Money came in and has not gone back. */
function isRefundable({ price, state }: PurchaseEntry): boolean {
  return price !== null && (state === "current" || state === "ended" || state === "revoked");
}
