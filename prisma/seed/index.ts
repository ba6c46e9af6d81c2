import type { Price } from "@/lib/core/price";
import type { Result } from "@/lib/core/result";
import { createOperator } from "@/lib/accounts/account";
import { type AppInput, createApp, drawIcon, editApp, publishApp, setIcon } from "@/lib/apps";
import { pool } from "@/lib/db/pools";
import { prisma } from "@/lib/db/prisma";
import type { Actor } from "@/lib/events/audit";
import { createPartner } from "@/lib/partners";
import { createEndUser, createTestUser } from "@/lib/people";
import { createBearerToken } from "@/lib/protocols/launch-token";
import { proposePairing } from "@/lib/protocols/paired-launch";
import { buyApp, cancelPurchase, confirmPurchase, getFreeAccess, refundPurchase } from "@/lib/purchases";
import { demoApps, demoPartners, demoUsers } from "./cast";
import { type DemoIcon, drawDemoIcon } from "./draw-demo-icon";
import { seedPastEvents } from "./past-events";
import { seedPastPurchases, seedStatements } from "./past-purchases";

const actor: Actor = { kind: "system" };

/** What the demo has to know afterwards: who exists, and the bearer tokens of the two example partners. */
export type Seeded = {
  readonly operator: string;
  readonly developers: readonly string[];
  readonly endUsers: readonly string[];
  readonly bearerTokens: readonly string[];
};

/**
 * Fills an empty platform with people, apps, purchases and ninety days of events, through the same functions as the
 * panel. @param password of every account @param servicePorts of the two example partners, in order
 */
export async function seed(password: string, servicePorts: readonly [number, number], say: (sentence: string) => void): Promise<Seeded> {
  const operator = "operator@latchkey.example";
  done(await createOperator({ email: operator, password }, actor));
  const partnerIds: string[] = [];
  const bearerTokens: string[] = [];
  for (const partner of demoPartners) {
    const { partnerId } = done(await createPartner({ ...partner, password, active: true }, actor));
    const { token } = done(await createBearerToken(partnerId, { name: "Example server", scopes: ["redeem"], expiresAt: null }, actor));
    done(await createTestUser(partnerId, { name: "Test reader" }, actor));
    partnerIds.push(partnerId);
    bearerTokens.push(token);
  }
  const endUserIds: string[] = [];
  for (const user of demoUsers) endUserIds.push(done(await createEndUser({ ...user, password }, actor)).endUserId);
  await seedPairings(partnerIds);
  const published = await seedApps(partnerIds, servicePorts);
  await seedPurchases(published, endUserIds);
  await seedPastPurchases(pool("pages"), published, endUserIds);
  await seedStatements(partnerIds, actor);
  say("Writing ninety days of events …");
  await seedPastEvents(pool("pages"), published, endUserIds);
  return { operator, developers: demoPartners.map(({ email }) => email), endUsers: demoUsers.map(({ email }) => email), bearerTokens };
}

// One waits for its answer, one is agreed to.
async function seedPairings([lantern = "", harbour = ""]: readonly string[]): Promise<void> {
  const [ada, bruno] = demoUsers;
  done(await proposePairing(lantern, { psClientId: "reader-1001", email: bruno.email, signatureKey: null }, actor));
  done(await proposePairing(harbour, { psClientId: "skipper-7", email: ada.email, signatureKey: null, confirmed: true }, actor));
}

/** Points the apps of the seed at the ports that the example partners listen on this time. */
export async function pointAppsAt(servicePorts: readonly [number, number]): Promise<void> {
  for (const app of demoApps) {
    const serviceUrl = serviceUrlOf(app.path, servicePorts[app.partner]);
    const row = await prisma().app.findFirst({
      where: { revisions: { some: { name: app.name } } },
      select: { id: true, partnerId: true, revisions: { where: { state: { in: ["published", "draft"] } }, select: { serviceUrl: true } } },
    });
    // Gone, or renamed by whoever plays with the demo: theirs to keep.
    if (!row || row.revisions.every((revision) => revision.serviceUrl === serviceUrl)) continue;
    const edited = await editApp(row.partnerId, row.id, inputOf(app, serviceUrl), actor);
    if (edited.ok && app.published) await publishApp(row.id, actor, { draftToo: true });
  }
}

/** A published app of the seed. */
export type PublishedApp = {
  readonly id: string;
  readonly partnerId: string;
  readonly perDay: number;
  readonly price: Price | null;
};

async function seedApps(partnerIds: readonly string[], servicePorts: readonly [number, number]): Promise<PublishedApp[]> {
  const published: PublishedApp[] = [];
  for (const app of demoApps) {
    const partnerId = partnerIds[app.partner] ?? "";
    const { appId } = done(await createApp(partnerId, inputOf(app, serviceUrlOf(app.path, servicePorts[app.partner])), actor));
    if (app.icon) await seedIcon(partnerId, appId, app.icon);
    if (!app.published) continue;
    done(await publishApp(appId, actor, { draftToo: true }));
    published.push({ id: appId, partnerId, perDay: app.perDay, price: app.price });
  }
  return published;
}

async function seedIcon(partnerId: string, appId: string, icon: DemoIcon): Promise<void> {
  done(await setIcon(partnerId, appId, done(await drawIcon(await drawDemoIcon(icon))), actor));
}

function inputOf({ name, tagline, description, categories, price }: (typeof demoApps)[number], serviceUrl: string): AppInput {
  return { name, tagline, description, categories: [...categories], serviceUrl, price };
}

// What becomes of the demo's purchases, in turn.
const fates = ["confirm", "pending", "confirm", "refund", "confirm", "cancel", "confirm"] as const;

async function seedPurchases(apps: readonly PublishedApp[], endUserIds: readonly string[]): Promise<void> {
  for (const [index, app] of apps.entries()) {
    for (const [place, endUserId] of endUserIds.entries()) {
      // Not everybody has everything: the catalogue shall have something left to get.
      if ((index + place) % 4 === 3) continue;
      if (app.price === null) done(await getFreeAccess(endUserId, app.id, actor));
      else await seedPurchase({ endUserId, appId: app.id, seen: app.price }, fates[(index + place) % fates.length] ?? "confirm");
    }
  }
}

async function seedPurchase(purchase: { endUserId: string; appId: string; seen: Price }, fate: (typeof fates)[number]): Promise<void> {
  const { purchaseId } = done(await buyApp(purchase, actor));
  if (fate === "cancel") done(await cancelPurchase(purchase.endUserId, purchaseId, actor));
  if (fate === "confirm" || fate === "refund") done(await confirmPurchase(purchaseId, actor));
  if (fate === "refund") done(await refundPurchase(purchaseId, actor));
}

function serviceUrlOf(path: string, port: number): string {
  return `http://localhost:${port}${path}`;
}

function done<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`The demo's data could not be written: ${result.reason}.`);
  return result.value;
}
