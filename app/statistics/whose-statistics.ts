import { listApps } from "@/lib/apps";
import { localCalendar } from "@/lib/core/local-calendar";
import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { PLATFORM } from "@/lib/statistics";
import { findCredential } from "./find-subject";
import type { Whose } from "./whose";

/** A partner's statistics. @param own the partner's own people read them, not the operator */
export async function ofPartner(partner: { readonly id: string; readonly slug: string }, base: string, own: boolean): Promise<Whose> {
  const [calendar, apps] = await Promise.all([partnerCalendar(partner.id), listApps(partner.id)]);
  return {
    partnerId: partner.id,
    slug: partner.slug,
    calendar,
    base,
    own,
    apps: apps.map(({ id, name }) => ({ id, name })),
    findSubject: (id) => findCredential(id, partner.id),
  };
}

/** The whole platform's, in days of UTC. */
export function ofPlatform(): Whose {
  return {
    partnerId: PLATFORM,
    slug: "platform",
    calendar: localCalendar([{ fromMs: 0, zone: "UTC" }]),
    base: "/operator/statistics",
    own: false,
    apps: [],
    findSubject: () => Promise.resolve(null),
  };
}
