import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Confirm } from "@/components/ui/confirm";
import { TextLink } from "@/components/ui/text-link";
import type { AppView } from "@/lib/apps";
import { newId } from "@/lib/id";
import type { PartnerStatus } from "@/lib/partners";
import { discard, submitForReview, withdraw } from "./actions";

/** What can be done with the draft of an app, or with what is in review. */
export function WorkingSteps({ app, partnership }: { app: AppView; partnership: PartnerStatus }) {
  const hidden = { appId: app.id };
  if (app.working?.state === "review") {
    return (
      <div className="mt-6 space-y-3">
        <p className="text-sm text-muted">The operator looks at it and approves it, or sends it back with a note.</p>
        <ActionForm action={withdraw} submission={newId()} hidden={hidden}>
          <SubmitButton variant="secondary">Withdraw it</SubmitButton>
        </ActionForm>
      </div>
    );
  }
  return (
    <div className="mt-6 flex flex-wrap items-start gap-3">
      {partnership === "active" ? (
        <ActionForm action={submitForReview} submission={newId()} hidden={hidden}>
          <SubmitButton>Ask for publication</SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">
          Publishing needs an active partnership.{" "}
          <TextLink href="/panel/partnership">{partnership === "requested" ? "See where yours stands" : "Ask for it"}</TextLink>
        </p>
      )}
      {app.published && (
        <Confirm label="Discard the draft…">
          <p className="mb-3">What you changed since publication is lost. The published app stays as it is.</p>
          <ActionForm action={discard} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">Discard the draft</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}
