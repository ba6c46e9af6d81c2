import { notFound } from "next/navigation";
import { cache } from "react";
import { type Developer, requireDeveloper } from "@/lib/accounts/current-account";
import { type AppView, findApp } from "@/lib/apps";
import { isId } from "@/lib/id";

/** The app that a page of this folder is about, and whose it is. Somebody else's is not found, like one that never was. */
export const findOwnApp = cache(async (appId: string): Promise<{ developer: Developer; app: AppView }> => {
  const developer = await requireDeveloper();
  const app = isId(appId) ? await findApp(appId, developer.partnerId) : null;
  return app ? { developer, app } : notFound();
});
