import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { AppStatusBadge } from "@/components/panel/app-status";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { TextLink } from "@/components/ui/text-link";
import type { AppView } from "@/lib/apps";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { resume, suspend } from "./actions";

/** An app that the operator has looked for, and what they can do with it. */
export async function AppFound({ app }: { app: AppView }) {
  const t = await words("operator.apps");
  const hidden = { appId: app.id };
  return (
    <div className="mt-6 space-y-4 border-t border-line pt-5">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold">{app.name}</h3>
        <AppStatusBadge status={app.status} pending={app.pending} />
      </div>
      <Facts>
        <Fact name={t("partner")}>
          <TextLink href={`/operator/partners/${app.partnerId}`}>{app.partnerName}</TextLink>
        </Fact>
        <Fact name={t("serviceUrl")}>
          <span className="break-all">{(app.published ?? app.working)?.serviceUrl}</span>
        </Fact>
      </Facts>
      {app.status === "suspended" ? (
        <ActionForm key="resume" action={resume} submission={newId()} hidden={hidden}>
          <SubmitButton>{t("resume")}</SubmitButton>
        </ActionForm>
      ) : (
        <Confirm label={t("suspend")}>
          <p className="mb-3">{t.rich("suspendText", { name: app.name, b: (name) => <strong>{name}</strong> })}</p>
          <ActionForm action={suspend} submission={newId()} hidden={hidden}>
            <SubmitButton variant="danger">{t("suspendApp")}</SubmitButton>
          </ActionForm>
        </Confirm>
      )}
    </div>
  );
}
