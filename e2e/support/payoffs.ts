import { v7 } from "uuid";
import type { App, Row, World } from "./world";

/** A month long over in which a partner has sold something, by the parameters of its pages. */
export type CastPayoff = { readonly month: string; readonly line: string };

/** Sells an app once, in October 2025 as in every zone. */
export async function newPayoff(world: World, app: App): Promise<CastPayoff> {
  const user = await world.newUser();
  await newSale(world, app, user, { at: "2025-10-10T12:00:00Z", minor: 499 });
  return { month: "2025-10", line: `${app.id}-EUR-7000` };
}

/** A purchase that was confirmed then, and is over. */
export async function newSale({ db }: World, app: App, user: Row, { at, minor }: { at: string; minor: number }): Promise<string> {
  const id = v7();
  await db.query(
    `INSERT INTO purchases (partner_id, id, app_id, end_user_id, price_minor, currency, starts_at, ends_at, created_at)
     VALUES ($1, $2, $3, $4, $5, 'EUR', $6, $6::timestamptz + interval '1 day', $6)`,
    [app.partnerId, id, app.id, user.id, minor, at],
  );
  return id;
}

/** A month of a partner, January 2025, that is closed and paid, with nothing in it; it was there in time for it. */
export async function newPaidMonth({ db }: World, partner: Row): Promise<void> {
  await db.query("UPDATE partners SET created_at = '2024-12-01Z' WHERE id = $1", [partner.id]);
  const content = { from: "2025-01-01T00:00:00.000Z", to: "2025-02-01T00:00:00.000Z", zone: "UTC", parts: [], lines: [], totals: [] };
  await db.query(
    `INSERT INTO payoff_statements (partner_id, month, starts_at, ends_at, document, csv, sha256, closed_at, paid_on, payment_reference)
     VALUES ($1, '2025-01', '2025-01-01Z', '2025-02-01Z', $2, '', sha256(''), '2025-02-03Z', '2025-02-10', 'T-1') ON CONFLICT DO NOTHING`,
    [partner.id, JSON.stringify(content)],
  );
}
