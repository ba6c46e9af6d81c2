import type { Metadata } from "next";
import { PortalPage } from "@/components/shell/portal-page";
import { PageHeader } from "@/components/ui/page-header";
import { catalogue } from "@/lib/apps";
import { currentEndUser } from "@/lib/people/session-cookie";
import { listAccess, listPendingPurchases } from "@/lib/purchases";
import { words } from "@/lib/words";
import { Introduction } from "./introduction";
import { MyApps } from "./my-apps";
import { Offers } from "./offers";
import { PendingPurchases } from "./pending-purchases";
import { WaitingProposals } from "./waiting-proposals";

export async function generateMetadata(): Promise<Metadata> {
  return (await currentEndUser()) ? { title: (await words("portal.home"))("title") } : {};
}

export default async function HomePage() {
  const who = await currentEndUser();
  const [t, offers, mine, pending] = await Promise.all([
    words("portal.home"),
    catalogue(),
    who ? listAccess(who.id) : [],
    who ? listPendingPurchases(who.id) : [],
  ]);
  const owned = mine.filter((entry) => entry.state === "current");
  // Who has apps comes to open them; the others come to find one.
  const known = new Set([...owned, ...pending].map(({ appId }) => appId));
  return (
    <PortalPage who={who} current="/">
      {who ? (
        <>
          <PageHeader title={who.name === null ? t("welcomeBack") : t("welcome", { name: who.name })}>{t("lead")}</PageHeader>
          <WaitingProposals endUserId={who.id} />
          <PendingPurchases pending={pending} />
          <MyApps owned={owned} icons={new Map(offers.map(({ appId, icon }) => [appId, icon]))} />
        </>
      ) : (
        <Introduction />
      )}
      <Offers offers={offers.filter(({ appId }) => !known.has(appId))} all={offers.length} signedIn={who !== null} />
    </PortalPage>
  );
}
