// What the flags --partner, --app and --user name: an id or the natural key. Each room is loaded when it is needed.
import { refusal } from "./refusal";

/** @throws Refusal `partner_unknown` */
export async function partnerNamed(idOrSlug: string) {
  const { findPartner } = await import("@/lib/partners");
  const partner = await findPartner(idOrSlug);
  if (!partner) throw refusal("partner_unknown");
  return partner;
}

/** @throws Refusal `app_unknown` */
export async function appNamed(idOrSlug: string) {
  const { findApp } = await import("@/lib/apps");
  const app = await findApp(idOrSlug, null);
  if (!app) throw refusal("app_unknown");
  return app;
}

/** @throws Refusal `user_unknown` */
export async function userNamed(idOrEmail: string) {
  const { findEndUser } = await import("@/lib/people");
  const user = await findEndUser(idOrEmail);
  if (!user) throw refusal("user_unknown");
  return user;
}
