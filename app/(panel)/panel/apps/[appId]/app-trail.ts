import type { Crumb } from "@/components/shell/breadcrumbs";
import type { AppView } from "@/lib/apps";
import { words } from "@/lib/words";

/** The pages above a page of an app; without an app, above the app's own page. */
export async function appTrail(app?: Pick<AppView, "id" | "name">): Promise<Crumb[]> {
  const t = await words("apps");
  const list = { href: "/panel/apps", label: t("title") };
  return app ? [list, { href: `/panel/apps/${app.id}`, label: app.name }] : [list];
}
