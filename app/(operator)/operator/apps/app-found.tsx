import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { AppStatusBadge } from "@/components/panel/app-status";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { AppView } from "@/lib/apps";
import { newId } from "@/lib/id";
import { resume, suspend } from "./actions";

/** An app that the operator has looked for, and what they can do with it. */
export function AppFound({ app }: { app: AppView }) {
  const hidden = { appId: app.id };
  return (
    <div className="mt-6 space-y-4 border-t border-line pt-5">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold">{app.name}</h3>
        <AppStatusBadge status={app.status} pending={app.pending} />
      </div>
      <Facts>
        <Fact name="Partner">
          <TextLink href={`/operator/partners/${app.partnerId}`}>{app.partnerName}</TextLink>
        </Fact>
        <Fact name="Service URL">
          <span className="break-all">{(app.published ?? app.working)?.serviceUrl}</span>
        </Fact>
      </Facts>
      {app.status === "suspended" ? (
        <ActionForm key="resume" action={resume} submission={newId()} hidden={hidden}>
          <SubmitButton>End the suspension</SubmitButton>
        </ActionForm>
      ) : (
        <Confirm label="Suspend…">
          <p className="mb-3">
            From the next request on nobody can open <strong>{app.name}</strong>, and its logins are refused. You can end it at any time.
          </p>
          <ActionForm action={suspend} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">Suspend the app</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}
