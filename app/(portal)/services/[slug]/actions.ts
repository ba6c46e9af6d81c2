"use server";

import { z } from "zod";
import { saying } from "@/app/said";
import { findInCatalogue } from "@/lib/apps";
import { refusedForm } from "@/lib/forms/form-state";
import { endUserAction } from "@/lib/people/end-user-action";
import { getFreeAccess } from "@/lib/purchases";

const sentences = {
  app_unknown: "This app is not in the catalogue any more.",
  app_not_free: "This app is not free any more.",
  user_unknown: "Sign in first.",
  user_suspended: "Your account is suspended. Write to the operator of this platform.",
} as const;

export const getAccess = endUserAction(z.object({ slug: z.string().max(80) }), async ({ slug }, { endUser, actor }) => {
  const app = await findInCatalogue(slug);
  if (!app) return refusedForm(sentences.app_unknown);
  const got = await getFreeAccess(endUser.id, app.appId, actor);
  return got.ok ? saying(`/services/${app.slug}`, "access_got") : refusedForm(sentences[got.reason]);
});
