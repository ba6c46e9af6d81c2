import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Confirm } from "@/components/ui/confirm";
import { TextLink } from "@/components/ui/text-link";
import type { AppView } from "@/lib/apps";
import { newId } from "@/lib/id";
import type { PartnerStatus } from "@/lib/partners";
import { words } from "@/lib/words";
import { discard, submitForReview, withdraw } from "./actions";

/** What can be done with the draft of an app, or with what is in review. */
export async function WorkingSteps({ app, partnership }: { app: AppView; partnership: PartnerStatus }) {
  const t = await words("apps.steps");
  const hidden = { appId: app.id };
  if (app.working?.state === "review") {
    return (
      <div className="mt-6 space-y-3">
        <p className="text-sm text-muted">{t("inReview")}</p>
        <ActionForm action={withdraw} submission={newId()} hidden={hidden}>
          <SubmitButton variant="secondary">{t("withdraw")}</SubmitButton>
        </ActionForm>
      </div>
    );
  }
  return (
    <div className="mt-6 flex flex-wrap items-start gap-3">
      {partnership === "active" ? (
        <ActionForm action={submitForReview} submission={newId()} hidden={hidden}>
          <SubmitButton>{t("submit")}</SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">
          {t("partnershipNeeded")}{" "}
          <TextLink href="/panel/partnership">{t(partnership === "requested" ? "partnershipRequested" : "partnershipAsk")}</TextLink>
        </p>
      )}
      {app.published && (
        <Confirm label={t("discard")}>
          <p className="mb-3">{t("discardText")}</p>
          <ActionForm action={discard} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">{t("discardSubmit")}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}
