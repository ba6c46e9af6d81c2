import { priceInWords } from "@/app/price-in-words";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { AppView } from "@/lib/apps";
import { newId } from "@/lib/id";
import { approveApp, sendBack } from "./actions";

/** An app in review: what is asked for, what is published now where they differ, and the decision. */
export async function ReviewItem({ app }: { app: AppView }) {
  const asked = app.working;
  if (!asked) return null;
  const published = app.published && (await priceInWords(app.published.price));
  return (
    <Card id={`app-${app.id}`} aria-labelledby={`name-${app.id}`}>
      <CardHeader id={`name-${app.id}`} title={asked.name}>
        By <TextLink href={`/operator/partners/${app.partnerId}`}>{app.partnerName}</TextLink>
        {asked.submittedAt && (
          <>
            , asked on <Moment at={asked.submittedAt} />
          </>
        )}
        . {app.published ? "Users have an earlier revision." : "Never published before."}
      </CardHeader>
      <Facts>
        <Changed name="Name" asked={asked.name} published={app.published?.name} />
        <Changed name="Description" asked={asked.description} published={app.published?.description} />
        <Changed name="Service URL" asked={asked.serviceUrl} published={app.published?.serviceUrl} />
        <Changed name="Price" asked={await priceInWords(asked.price)} published={published ?? undefined} />
      </Facts>
      <div className="mt-6 flex flex-wrap items-start gap-3">
        <ActionForm
          action={approveApp}
          submission={newId()}
          hidden={{ appId: app.id, submittedAt: asked.submittedAt?.toISOString() ?? "" }}
        >
          <SubmitButton>Approve and publish</SubmitButton>
        </ActionForm>
        <Confirm label="Send back…">
          <ActionForm action={sendBack} submission={newId()} hidden={{ appId: app.id }}>
            <TextArea name="note" label="What has to change" hint="The developer reads it." />
            <SubmitButton variant="danger">Send it back</SubmitButton>
          </ActionForm>
        </Confirm>
      </div>
    </Card>
  );
}

function Changed({ name, asked, published }: { name: string; asked: string; published: string | undefined }) {
  return (
    <Fact name={name}>
      <span className="break-words whitespace-pre-line">{asked}</span>
      {published !== undefined && published !== asked && (
        <span className="block text-muted">
          now <del>{published}</del>
        </span>
      )}
    </Fact>
  );
}
