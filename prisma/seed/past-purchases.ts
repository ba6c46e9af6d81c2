import { partnerCalendar } from "@/lib/calendars/partner-calendars";
import { now } from "@/lib/clock";
import type { Queryable } from "@/lib/db/pools";
import type { Actor } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import { closeMonth, monthToClose, payStatement } from "@/lib/payoffs";
import type { PublishedApp } from "./index";

const DAY_MS = 86_400_000;
/** How far back things were sold: the oldest month is paid, the next one closed, the others are open. */
const DAYS = 100;

/** Sells the apps that are priced by the day or month, at other times than the demo's people buy them now; the same every time. */
export async function seedPastPurchases(db: Queryable, apps: readonly PublishedApp[], endUserIds: readonly string[]): Promise<void> {
  const end = now().getTime();
  for (const { id: appId, partnerId, price } of apps) {
    if (price === null || price.period === "for_ever") continue;
    for (let day = DAYS; day > 0; day -= 1) {
      // Not on every day, and now and then somebody gets their money back.
      if ((day * 7) % 5 > 2) continue;
      const at = end - day * DAY_MS - ((day * 13) % 24) * 3_600_000;
      const refundedAt = day % 17 === 0 ? new Date(at + 5 * 3_600_000) : null;
      // One that the operator sold for another currency.
      const sold = day % 23 === 0 ? { minor: price.minor + 51, currency: "USD", period: null } : price;
      await db.query(
        `INSERT INTO purchases (partner_id, id, app_id, end_user_id, state, price_minor, currency, period, starts_at, ends_at, revoked_at, refunded_at, created_at)
         VALUES ($1, $2, $3, $4, CASE WHEN $9::timestamptz IS NULL THEN 'confirmed' ELSE 'refunded' END::purchase_state, $5, $6, $7, $8,
                 $8::timestamptz + interval '20 hours', $9, $9, $8)`,
        [partnerId, newId(), appId, endUserIds[day % endUserIds.length], sold.minor, sold.currency, sold.period, new Date(at), refundedAt],
      );
    }
  }
}

/** Closes the two oldest months of some partners, and pays the first of them. */
export async function seedStatements(partnerIds: readonly string[], actor: Actor): Promise<void> {
  for (const partnerId of partnerIds) {
    const calendar = await partnerCalendar(partnerId);
    const first = await closeNext(partnerId, calendar, actor);
    await closeNext(partnerId, calendar, actor);
    const on = calendar.dayAt(calendar.month(first).endMs + 4 * DAY_MS).date;
    await payStatement(partnerId, first, { on, reference: `SEPA ${first}` }, calendar, actor);
  }
}

async function closeNext(partnerId: string, calendar: Awaited<ReturnType<typeof partnerCalendar>>, actor: Actor): Promise<string> {
  const closed = await closeMonth(partnerId, (await monthToClose(partnerId, calendar)) ?? "", calendar, actor);
  if (!closed.ok) throw new Error(`The demo's month could not be closed: ${closed.reason}.`);
  return closed.value.month;
}
