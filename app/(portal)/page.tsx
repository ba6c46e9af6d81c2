import { LayoutGrid } from "lucide-react";
import { priceInWords } from "@/app/price-in-words";
import { AppCard } from "@/components/portal/app-card";
import { PortalPage } from "@/components/shell/portal-page";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { type CatalogueEntry, catalogue } from "@/lib/apps";
import { currentEndUser } from "@/lib/people/session-cookie";
import { type AccessEntry, listAccess } from "@/lib/purchases";

const FEATURED = 6;

export default async function HomePage() {
  const who = await currentEndUser();
  const [offers, mine] = await Promise.all([catalogue(), who ? listAccess(who.id) : []]);
  const owned = mine.filter((entry) => entry.state === "current");
  // Who has apps comes to open them; the others come to find one.
  const others = offers.filter((offer) => owned.every((entry) => entry.appId !== offer.appId));
  return (
    <PortalPage who={who} current="/">
      {who ? (
        <PageHeader title={who.name === null ? "Welcome back" : `Welcome, ${who.name}`}>
          Open an app, and you are signed in there.
        </PageHeader>
      ) : (
        <Introduction />
      )}
      {who && <Mine owned={owned} icons={new Map(offers.map(({ appId, icon }) => [appId, icon]))} />}
      <Offers offers={others} all={offers.length} />
    </PortalPage>
  );
}

function Introduction() {
  return (
    <section className="pt-2 pb-10 sm:pt-6">
      <h1 className="max-w-2xl text-3xl font-bold tracking-tight sm:text-4xl">One account, and every app opens with you signed in</h1>
      <p className="mt-3 max-w-prose text-lg text-muted">
        Choose an app and press Open. We tell it who you are, once, by a link that nobody can use again. You need no further password.
      </p>
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink href="/sign-up">Sign up</ButtonLink>
        <ButtonLink variant="secondary" href="/services">
          Look at the apps
        </ButtonLink>
      </div>
    </section>
  );
}

function Mine({ owned, icons }: { owned: readonly AccessEntry[]; icons: ReadonlyMap<string, string | null> }) {
  return (
    <section aria-labelledby="mine" className="mb-10">
      <h2 id="mine" className="mb-4 text-xl font-semibold">
        Your apps
      </h2>
      {owned.length === 0 ? (
        <EmptyState Icon={LayoutGrid} title="No app yet" action={<ButtonLink href="/services">Look at the apps</ButtonLink>}>
          Get an app out of the catalogue, and it waits for you here.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {owned.map((entry) => (
            <AppCard
              key={entry.appId}
              href={entry.available ? `/services/${entry.slug}` : null}
              icon={icons.get(entry.appId)}
              name={entry.name}
              partner={entry.partnerName}
              note={entry.available ? null : "Not available at the moment"}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function Offers({ offers, all }: { offers: readonly CatalogueEntry[]; all: number }) {
  if (all > 0 && offers.length === 0) return null;
  return (
    <section aria-labelledby="offers">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="offers" className="text-xl font-semibold">
          In the catalogue
        </h2>
        {all > FEATURED && <TextLink href="/services">All {all} apps</TextLink>}
      </div>
      {all === 0 ? (
        <EmptyState Icon={LayoutGrid} title="The catalogue is empty">
          As soon as the first partner publishes an app, it is here.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {offers.slice(0, FEATURED).map((app) => (
            <AppCard
              key={app.appId}
              href={`/services/${app.slug}`}
              icon={app.icon}
              name={app.name}
              partner={app.partnerName}
              text={app.tagline}
              note={priceInWords(app.price)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
