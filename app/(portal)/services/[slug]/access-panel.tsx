import type { ReactNode } from "react";
import { priceInWords } from "@/app/price-in-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { RefusedStep } from "@/components/purchases/refused-step";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Minute } from "@/components/ui/moment";
import { TextLink } from "@/components/ui/text-link";
import type { CatalogueEntry } from "@/lib/apps";
import type { PageQuery } from "@/lib/forms/query";
import { newId } from "@/lib/id";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import { currentEndUser } from "@/lib/people/session-cookie";
import { lastPurchase, type PurchaseEntry } from "@/lib/purchases";
import { requestLanguage, words } from "@/lib/words";
import { moneyInWords } from "@/lib/words/formats";
import { CancelPurchase } from "../../purchases/cancel-purchase";
import { buyAccess, getAccess } from "./actions";

/** What an app of the catalogue costs, what the reader has of it, and the next step to it. @param query of the page, which may say why a step was refused */
export async function AccessPanel({ app, query }: { app: CatalogueEntry; query: PageQuery }) {
  const who = await currentEndUser();
  const [t, mine] = await Promise.all([words("purchases.access"), who && lastPurchase(who.id, app.appId)]);
  return (
    <Card aria-label={t("label")} className="space-y-4">
      <RefusedStep query={query} />
      {mine?.state !== "current" && mine?.state !== "pending" && <Offer app={app} />}
      {who === null ? <SignIn app={app} /> : <NextStep app={app} mine={mine} />}
    </Card>
  );
}

/** Price and period, before anything is bought. */
async function Offer({ app }: { app: CatalogueEntry }) {
  const t = await words("purchases.access");
  return (
    <div>
      <p className="text-lg font-semibold">{await priceInWords(app.price)}</p>
      {app.price && (
        <p className="mt-1 text-sm text-muted">{t("periodExplained", { period: app.price.period, partner: app.partnerName })}</p>
      )}
    </div>
  );
}

async function SignIn({ app }: { app: CatalogueEntry }) {
  const t = await words("purchases.access");
  return (
    <div className="space-y-3">
      <ButtonLink className="w-full" href={endUserSignInPath(`/services/${app.slug}`)}>
        {t("signIn")}
      </ButtonLink>
      <p className="text-sm text-muted">{t("oneAccount")}</p>
    </div>
  );
}

function NextStep({ app, mine }: { app: CatalogueEntry; mine: PurchaseEntry | null }): ReactNode {
  if (mine?.state === "current") return <Open app={app} mine={mine} />;
  if (mine?.state === "pending") return <Pending mine={mine} />;
  return <Get app={app} mine={mine} />;
}

async function Open({ app, mine }: { app: CatalogueEntry; mine: PurchaseEntry }) {
  const t = await words("purchases.access");
  const until = mine.endsAt;
  // A plain form, not a link: nothing may make a login token by looking ahead.
  return (
    <form method="post" action={`/services/${app.slug}/open`} className="space-y-3">
      <Button className="w-full">{t("open")}</Button>
      <p className="text-sm font-medium">
        {until === null ? t("forEver") : t.rich("until", { time: () => <Minute at={until} zone={mine.zone} /> })}
      </p>
      <p className="text-sm text-muted">{t("learns", { partner: app.partnerName })}</p>
    </form>
  );
}

async function Pending({ mine }: { mine: PurchaseEntry }) {
  const t = await words("purchases.access");
  const price = await priceInWords(mine.price);
  return (
    <div className="space-y-4">
      <Alert tone="warn" title={t("pending")}>
        <p>{t.rich("pendingWhat", { price, time: () => <Minute at={mine.createdAt} zone={mine.zone} /> })}</p>
      </Alert>
      <p className="text-sm">{t.rich("pendingNext", { reference: mine.reference, code: (name) => <strong>{name}</strong> })}</p>
      <CancelPurchase purchase={mine} />
      <p className="text-sm">
        <TextLink href="/purchases">{t("allPurchases")}</TextLink>
      </p>
    </div>
  );
}

async function Get({ app, mine }: { app: CatalogueEntry; mine: PurchaseEntry | null }) {
  const t = await words("purchases.access");
  const { price } = app;
  const ended = mine?.endsAt;
  return (
    <div className="space-y-3">
      {mine && (
        <p className="text-sm font-medium">
          {t.rich("over", { state: mine.state, time: () => ended && <Minute at={ended} zone={mine.zone} /> })}
        </p>
      )}
      {price === null ? (
        <ActionForm key="get" action={getAccess} submission={newId()} hidden={{ slug: app.slug }}>
          <SubmitButton className="w-full">{t("get")}</SubmitButton>
        </ActionForm>
      ) : (
        <>
          <ActionForm
            key="buy"
            action={buyAccess}
            submission={newId()}
            hidden={{ slug: app.slug, minor: String(price.minor), currency: price.currency, period: price.period }}
          >
            <SubmitButton className="w-full">
              {t(mine ? "buyAgain" : "buy", { amount: moneyInWords(price, await requestLanguage()) })}
            </SubmitButton>
          </ActionForm>
          <p className="text-sm text-muted">{t("howBuying")}</p>
        </>
      )}
    </div>
  );
}
