import { z } from "zod";
import { isCurrency, type Money } from "@/lib/core/money";
import { accept, refuse, type Result } from "@/lib/core/result";
import { Prisma, transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";

// Periods begin, end and are judged by the database's clock: the launch that follows asks the same one. Truncated, for a
// rounded-up beginning would still lie ahead when that launch looks.
const instant = Prisma.sql`date_trunc('milliseconds', statement_timestamp())`;

/** What was paid for a right of entry. */
export const accessPrice = z.object({
  minor: z
    .number()
    .int("A price has no digits beyond the currency's smallest coin.")
    .min(1, "A price is more than nothing.")
    .max(2_147_483_647, "This price is too high."),
  currency: z.string().refine(isCurrency, "A currency is a code such as EUR."),
});

export type FreeAccessRefusal = "app_unknown" | "app_not_free" | "user_unknown" | "user_suspended";

/**
 * An end user takes a free app out of the catalogue. Pressed twice, it is one right: the unique key
 * `purchases_one_open_ended` lets one in, and the other is told of it.
 */
export async function getFreeAccess(
  endUserId: string,
  appId: string,
  actor: Actor,
): Promise<Result<{ accessId: string }, FreeAccessRefusal>> {
  if (!isId(appId)) return refuse("app_unknown");
  if (!isId(endUserId)) return refuse("user_unknown");
  return transaction(async (tx) => {
    const offer = await findOffer(tx, appId);
    if (!offer?.onOffer) return refuse("app_unknown");
    if (!offer.free) return refuse("app_not_free");
    const user = await findUser(tx, endUserId);
    if (!user) return refuse("user_unknown");
    if (user.suspended) return refuse("user_suspended");
    const { id, made } = await insertOpenEnded(tx, { partnerId: offer.partnerId, appId, endUserId, price: null });
    if (made) await tellGrant(tx, actor, { id, partnerId: offer.partnerId, appId, endUserId, until: null, price: null });
    return accept({ accessId: id });
  });
}

export type GrantInput = {
  readonly endUserId: string;
  readonly appId: string;
  /** absent: until it is revoked */
  readonly until?: Date;
  /** absent: nothing was paid */
  readonly price?: Money;
};

export type GrantRefusal = "app_unknown" | "user_unknown" | "until_in_the_past" | "access_exists";

/**
 * The operator gives an end user the right to enter an app, published or not. The same open-ended grant again is the one
 * that is there; at another price it is refused, so that no sale is lost or counted twice.
 */
export async function grantAccess(input: GrantInput, actor: Actor): Promise<Result<{ accessId: string }, GrantRefusal>> {
  const { endUserId, appId, until = null, price = null } = input;
  if (!isId(appId)) return refuse("app_unknown");
  if (!isId(endUserId)) return refuse("user_unknown");
  return transaction(async (tx) => {
    const app = await findOffer(tx, appId);
    if (!app) return refuse("app_unknown");
    if (!(await findUser(tx, endUserId))) return refuse("user_unknown");
    const grant = { partnerId: app.partnerId, appId, endUserId, price };
    const outcome = until === null ? await insertOpenEnded(tx, grant) : await insertUntil(tx, grant, until);
    if (outcome === null) return refuse("until_in_the_past");
    if (!outcome.made && !samePrice(outcome.price, price)) return refuse("access_exists");
    if (outcome.made) await tellGrant(tx, actor, { id: outcome.id, partnerId: app.partnerId, appId, endUserId, until, price });
    return accept({ accessId: outcome.id });
  });
}

/** Ends whatever right a user has to enter an app, from the next request on. Again is no harm: the first time is answered. */
export async function revokeAccess(endUserId: string, appId: string, actor: Actor): Promise<Result<{ revokedAt: Date }, "access_unknown">> {
  if (!isId(appId) || !isId(endUserId)) return refuse("access_unknown");
  return transaction(async (tx) => {
    const revoked = await tx.$queryRaw<{ id: string; partner_id: string }[]>`
      UPDATE purchases SET revoked_at = ${instant}
       WHERE end_user_id = ${endUserId}::uuid AND app_id = ${appId}::uuid AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > statement_timestamp())
      RETURNING id, partner_id`;
    for (const { id, partner_id: partnerId } of revoked) {
      await recordAudit(tx, { actor, action: "access.revoked", partnerId, subjectId: id, before: { appId, endUserId } });
    }
    const last = await tx.purchase.findFirst({
      where: { endUserId, appId, revokedAt: { not: null } },
      orderBy: { revokedAt: "desc" },
      select: { revokedAt: true },
    });
    return last?.revokedAt ? accept({ revokedAt: last.revokedAt }) : refuse("access_unknown");
  });
}

type Offer = { readonly partnerId: string; readonly onOffer: boolean; readonly free: boolean };

/** An app, with whether end users can get it out of the catalogue and what it costs there; null when there is none. */
async function findOffer(tx: Transaction, appId: string): Promise<Offer | null> {
  const [row] = await tx.$queryRaw<{ partner_id: string; on_offer: boolean; free: boolean }[]>`
    SELECT a.partner_id, r.id IS NOT NULL AND a.suspended_at IS NULL AND p.suspended_at IS NULL AND p.partnership = 'active' AS on_offer,
           r.price_minor IS NULL AS free
      FROM apps a JOIN partners p ON p.id = a.partner_id LEFT JOIN app_revisions r ON r.app_id = a.id AND r.state = 'published'
     WHERE a.id = ${appId}::uuid`;
  return row ? { partnerId: row.partner_id, onOffer: row.on_offer, free: row.free } : null;
}

/** Test users buy nothing: to this room they are unknown. */
async function findUser(tx: Transaction, endUserId: string): Promise<{ suspended: boolean } | null> {
  const row = await tx.endUser.findFirst({ where: { id: endUserId, testPartnerId: null }, select: { suspendedAt: true } });
  return row && { suspended: row.suspendedAt !== null };
}

type Grant = { readonly partnerId: string; readonly appId: string; readonly endUserId: string; readonly price: Money | null };
type Granted = { readonly id: string; readonly made: boolean; readonly price: Money | null };

async function insertOpenEnded(tx: Transaction, grant: Grant): Promise<Granted> {
  // The right that stood in the way may be revoked before it can be read: then there is room for this one.
  return (await tryOpenEnded(tx, grant)) ?? (await tryOpenEnded(tx, grant)) ?? Promise.reject(new Error("a right comes and goes too fast"));
}

async function tryOpenEnded(tx: Transaction, grant: Grant): Promise<Granted | null> {
  const id = newId();
  const inserted = await tx.$executeRaw`
    INSERT INTO purchases (partner_id, id, app_id, end_user_id, price_minor, currency, starts_at)
    VALUES (${grant.partnerId}::uuid, ${id}::uuid, ${grant.appId}::uuid, ${grant.endUserId}::uuid,
            ${grant.price?.minor ?? 0}::int, ${grant.price?.currency ?? null}::char(3), ${instant})
    ON CONFLICT (partner_id, app_id, end_user_id) WHERE revoked_at IS NULL AND ends_at IS NULL DO NOTHING`;
  if (inserted > 0) return { id, made: true, price: grant.price };
  const there = await tx.purchase.findFirst({
    where: { partnerId: grant.partnerId, appId: grant.appId, endUserId: grant.endUserId, revokedAt: null, endsAt: null },
    select: { id: true, priceMinor: true, currency: true },
  });
  return (
    there && { id: there.id, made: false, price: there.currency === null ? null : { minor: there.priceMinor, currency: there.currency } }
  );
}

/** @returns null when the end lies in the past */
async function insertUntil(tx: Transaction, grant: Grant, until: Date): Promise<Granted | null> {
  const id = newId();
  const inserted = await tx.$executeRaw`
    INSERT INTO purchases (partner_id, id, app_id, end_user_id, price_minor, currency, starts_at, ends_at)
    SELECT ${grant.partnerId}::uuid, ${id}::uuid, ${grant.appId}::uuid, ${grant.endUserId}::uuid,
           ${grant.price?.minor ?? 0}::int, ${grant.price?.currency ?? null}::char(3), ${instant}, ${until.toISOString()}::timestamptz
     WHERE ${until.toISOString()}::timestamptz > statement_timestamp()`;
  return inserted > 0 ? { id, made: true, price: grant.price } : null;
}

function samePrice(left: Money | null, right: Money | null): boolean {
  return left?.minor === right?.minor && left?.currency === right?.currency;
}

type Told = Grant & { readonly id: string; readonly until: Date | null };

async function tellGrant(tx: Transaction, actor: Actor, grant: Told): Promise<void> {
  await recordAudit(tx, {
    actor,
    action: "access.granted",
    partnerId: grant.partnerId,
    subjectId: grant.id,
    after: {
      appId: grant.appId,
      endUserId: grant.endUserId,
      until: grant.until?.toISOString() ?? null,
      priceMinor: grant.price?.minor ?? 0,
      currency: grant.price?.currency ?? null,
    },
  });
}
