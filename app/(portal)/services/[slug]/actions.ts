"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { findInCatalogue } from "@/lib/apps";
import { pricePeriods } from "@/lib/core/price";
import { type Answer, goTo, refusedForm } from "@/lib/forms/form-state";
import { endUserAction } from "@/lib/people/end-user-action";
import { buyApp, type BuyRefusal, getFreeAccess } from "@/lib/purchases";
import { words } from "@/lib/words";

const anApp = z.object({ slug: z.string().max(80) });

export const getAccess = endUserAction(anApp, async ({ slug }, { endUser, actor }) => {
  const app = await findInCatalogue(slug);
  if (!app) return refused(slug, "app_unknown");
  const got = await getFreeAccess(endUser.id, app.appId, actor);
  return got.ok ? saying(`/services/${app.slug}`, "access_got") : refused(app.slug, got.reason);
});

/** The price that stood on the button: bought is that, or nothing. */
const anOffer = anApp.extend({
  minor: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number),
  currency: z.string().max(3),
  period: z.enum(pricePeriods),
});

export const buyAccess = endUserAction(anOffer, async ({ slug, ...seen }, { endUser, actor }) => {
  const app = await findInCatalogue(slug);
  if (!app) return refused(slug, "app_unknown");
  const bought = await buyApp({ endUserId: endUser.id, appId: app.appId, seen }, actor);
  return bought.ok ? saying(bought.value.step.path, "purchase_stored") : refused(app.slug, bought.reason);
});

/** The app's page is loaded anew and says why: it then shows the price, or the purchase, that stood in the way. */
async function refused(slug: string, reason: BuyRefusal | "app_not_free"): Promise<Answer> {
  if (reason === "app_unknown") return refusedForm((await words("purchases.refused"))("app_unknown"));
  return goTo(`/services/${slug}?refused=${reason}`);
}
