import { LayoutGrid } from "lucide-react";
import type { Metadata } from "next";
import { AppCard } from "@/components/portal/app-card";
import { PortalPage } from "@/components/shell/portal-page";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { catalogue } from "@/lib/apps";
import { currentEndUser } from "@/lib/people/session-cookie";
import { priceInWords } from "@/app/price-in-words";

export const metadata: Metadata = { title: "Services" };

export default async function ServicesPage() {
  const [who, offers] = await Promise.all([currentEndUser(), catalogue()]);
  return (
    <PortalPage who={who} current="/services">
      <PageHeader title="Services">The apps of our partners. Open one, and you are signed in there.</PageHeader>
      {offers.length === 0 ? (
        <EmptyState Icon={LayoutGrid} title="The catalogue is empty">
          As soon as the first partner publishes an app, it is here.
        </EmptyState>
      ) : (
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {offers.map((app) => (
            <AppCard
              heading="h2"
              key={app.appId}
              href={`/services/${app.slug}`}
              name={app.name}
              partner={app.partnerName}
              text={app.description}
              note={priceInWords(app.price)}
            />
          ))}
        </ul>
      )}
    </PortalPage>
  );
}
