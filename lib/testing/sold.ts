import { pool } from "../db/pools";
import { newId } from "../id";

/** A purchase that was confirmed then, and refunded then if it was, as the room of the purchases would have stored it. */
export async function sold(sale: {
  readonly partnerId: string;
  readonly appId: string;
  readonly endUserId: string;
  readonly at: string | Date;
  readonly refundedAt?: string | Date;
  /** default 499; zero: it was free */
  readonly minor?: number;
  readonly currency?: string;
  readonly shareBasisPoints?: number;
}): Promise<string> {
  const id = newId();
  const { minor = 499, currency = "EUR", shareBasisPoints = 7000, refundedAt = null } = sale;
  await pool("pages").query(
    `INSERT INTO purchases (partner_id, id, app_id, end_user_id, state, price_minor, currency, share_basis_points, starts_at, ends_at,
                            revoked_at, refunded_at, created_at)
     VALUES ($1, $2, $3, $4, CASE WHEN $9::timestamptz IS NULL THEN 'confirmed' ELSE 'refunded' END::purchase_state, $5, $6, $7, $8,
             $8::timestamptz + interval '1 day', $9, $9, $8)`,
    [sale.partnerId, id, sale.appId, sale.endUserId, minor, minor === 0 ? null : currency, shareBasisPoints, sale.at, refundedAt],
  );
  return id;
}
