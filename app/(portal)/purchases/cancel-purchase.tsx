import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Confirm } from "@/components/ui/confirm";
import { newId } from "@/lib/id";
import type { PurchaseEntry } from "@/lib/purchases";
import { words } from "@/lib/words";
import { cancel } from "./actions";

/** Takes a purchase back that waits for its payment, after a question. */
export async function CancelPurchase({ purchase }: { purchase: PurchaseEntry }) {
  const t = await words("purchases.page");
  return (
    <Confirm label={t("cancel")}>
      <p className="mb-3">{t("cancelWhat", { app: purchase.appName })}</p>
      <ActionForm action={cancel} submission={newId()} hidden={{ purchaseId: purchase.id }}>
        <SubmitButton variant="danger">{t("cancelIt")}</SubmitButton>
      </ActionForm>
    </Confirm>
  );
}
