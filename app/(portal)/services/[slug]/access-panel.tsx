import { priceInWords } from "@/app/price-in-words";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { CatalogueEntry } from "@/lib/apps";
import { newId } from "@/lib/id";
import { endUserSignInPath } from "@/lib/people/end-user-action";
import type { AccessState } from "@/lib/purchases";
import { getAccess } from "./actions";

/** What an app of the catalogue costs, and the reader's next step to it. */
export function AccessPanel({ app, signedIn, access }: { app: CatalogueEntry; signedIn: boolean; access: AccessState }) {
  return (
    <Card aria-label="Open the app">
      <p className="mb-4 font-semibold">{priceInWords(app.price)}</p>
      <NextStep app={app} signedIn={signedIn} access={access} />
    </Card>
  );
}

function NextStep({ app, signedIn, access }: { app: CatalogueEntry; signedIn: boolean; access: AccessState }) {
  if (!signedIn) {
    return (
      <div className="space-y-3">
        <ButtonLink className="w-full" href={endUserSignInPath(`/services/${app.slug}`)}>
          Sign in to get it
        </ButtonLink>
        <p className="text-sm text-muted">With one account you open every app here.</p>
      </div>
    );
  }
  if (access === "current") {
    // A plain form, not a link: nothing may make a login token by looking ahead.
    return (
      <form method="post" action={`/services/${app.slug}/open`} className="space-y-3">
        <Button className="w-full">Open</Button>
        <p className="text-sm text-muted">
          {app.partnerName} learns your e-mail if you have confirmed it, else a made-up address that stands for you.
        </p>
      </form>
    );
  }
  return (
    <div className="space-y-3">
      {access !== "none" && <p className="text-sm">Your access to this app is over.</p>}
      {app.price === null ? (
        <ActionForm action={getAccess} submission={newId()} hidden={{ slug: app.slug }}>
          <SubmitButton className="w-full">Get it for free</SubmitButton>
        </ActionForm>
      ) : (
        <p className="text-sm text-muted">
          Apps that cost something cannot be bought here yet. Ask the operator of this platform for access.
        </p>
      )}
    </div>
  );
}
