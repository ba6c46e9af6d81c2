import type { ReactNode } from "react";
import { priceInWords } from "@/app/price-in-words";
import { ActionForm } from "@/components/forms/action-form";
import { TextArea } from "@/components/forms/fields";
import { SubmitButton } from "@/components/forms/submit-button";
import { AppIcon } from "@/components/ui/app-icon";
import { Card, CardHeader } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Fact, Facts } from "@/components/ui/facts";
import { Moment } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { AppRevision, AppView } from "@/lib/apps";
import { newId } from "@/lib/id";
import { words } from "@/lib/words";
import { approveApp, sendBack } from "./actions";

/** An app in review: what is asked for, what is published now where they differ, and the decision. */
export async function ReviewItem({ app }: { app: AppView }) {
  const asked = app.working;
  if (!asked) return null;
  const t = await words("apps.review");
  const at = asked.submittedAt;
  const partner = (name: ReactNode) => <TextLink href={`/operator/partners/${app.partnerId}`}>{name}</TextLink>;
  return (
    <Card id={`app-${app.id}`} aria-labelledby={`name-${app.id}`}>
      <CardHeader id={`name-${app.id}`} title={asked.name}>
        {at === null
          ? t.rich("by", { name: app.partnerName, partner })
          : t.rich("byOn", { name: app.partnerName, partner, moment: () => <Moment at={at} /> })}{" "}
        {t(app.published ? "earlier" : "never")}
      </CardHeader>
      <Changes asked={asked} published={app.published} />
      <div className="mt-6 flex flex-wrap items-start gap-3">
        <ActionForm
          action={approveApp}
          submission={newId()}
          hidden={{ appId: app.id, submittedAt: asked.submittedAt?.toISOString() ?? "" }}
        >
          <SubmitButton>{t("approve")}</SubmitButton>
        </ActionForm>
        <Confirm label={t("sendBack")}>
          <ActionForm action={sendBack} submission={newId()} hidden={{ appId: app.id }}>
            <TextArea name="note" label={t("note")} hint={t("noteHint")} />
            <SubmitButton variant="danger">{t("sendBackSubmit")}</SubmitButton>
          </ActionForm>
        </Confirm>
      </div>
    </Card>
  );
}

/** What a developer decides on, each with what users have now where that is something else. The description as it was typed. */
async function Changes({ asked, published }: { asked: AppRevision; published: AppRevision | null }) {
  const [t, ofCatalogue] = await Promise.all([words("apps.fields"), words("services.categories")]);
  const categories = (revision: AppRevision) => revision.categories.map((category) => ofCatalogue(category)).join(", ");
  const isPriceNew = published && JSON.stringify(published.price) !== JSON.stringify(asked.price);
  return (
    <Facts>
      <ChangedIcon asked={asked} published={published} />
      <Changed name={t("name")} asked={asked.name} published={published?.name} />
      <Changed name={t("tagline")} asked={asked.tagline} published={published?.tagline} />
      <Changed name={t("description")} asked={asked.description} published={published?.description} />
      <Changed name={t("categories")} asked={categories(asked)} published={published ? categories(published) : undefined} />
      <Changed name={t("serviceUrl")} asked={asked.serviceUrl} published={published?.serviceUrl} />
      <Changed name={t("price")} asked={priceInWords(asked.price)} published={isPriceNew ? priceInWords(published.price) : undefined} />
    </Facts>
  );
}

async function Changed({ name, asked, published }: { name: string; asked: ReactNode; published: ReactNode }) {
  const t = await words("apps.review");
  return (
    <Fact name={name}>
      <span className="break-words whitespace-pre-line">{asked}</span>
      {published !== undefined && published !== asked && (
        <span className="block whitespace-pre-line text-muted">
          {published === "" ? t("nowEmpty") : t.rich("now", { del: () => <del>{published}</del> })}
        </span>
      )}
    </Fact>
  );
}

async function ChangedIcon({ asked, published }: { asked: AppRevision; published: AppRevision | null }) {
  const [t, ofReview] = await Promise.all([words("apps.fields"), words("apps.review")]);
  return (
    <Fact name={t("icon")}>
      <span className="flex flex-wrap items-center gap-3">
        <AppIcon icon={asked.icon} name={asked.name} />
        {asked.icon === null && t("iconNone")}
        {published && published.icon !== asked.icon && (
          <span className="flex items-center gap-3 text-muted">
            {published.icon === null
              ? ofReview("nowEmpty")
              : ofReview.rich("now", { del: () => <AppIcon icon={published.icon} name={published.name} /> })}
          </span>
        )}
      </span>
    </Fact>
  );
}
