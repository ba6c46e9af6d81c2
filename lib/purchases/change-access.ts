import { z } from "zod";
import { isCurrency, type Money } from "@/lib/core/money";
import { accept, refuse, type Result } from "@/lib/core/result";
import { word } from "@/lib/core/word";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import { findOffer, holdBuyer, instant, standingOf } from "./purchase-row";

/** What was paid for a right of entry. */
export const accessPrice = z.object({
  minor: z.number().int(word("forms.price.tooFine")).min(1, word("forms.price.nothing")).max(2_147_483_647, word("forms.price.tooHigh")),
  currency: z.string().refine(isCurrency, word("forms.currency.notACode")),
});

export type FreeAccessRefusal = "app_unknown" | "app_not_free" | "user_unknown" | "user_suspended" | "purchase_pending";

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
    if (offer.price !== null) return refuse("app_not_free");
    const user = await holdBuyer(tx, endUserId);
    if (!user) return refuse("user_unknown");
    if (user.suspended) return refuse("user_suspended");
    if ((await standingOf(tx, endUserId, appId)) === "pending") return refuse("purchase_pending");
    const { partnerId, shareBasisPoints } = offer;
    const { id, made } = await insertOpenEnded(tx, { partnerId, shareBasisPoints, appId, endUserId, price: null, period: "for_ever" });
    if (made) await tellGrant(tx, actor, { id, partnerId, appId, endUserId, until: null, price: null });
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

export type GrantRefusal = "app_unknown" | "user_unknown" | "until_in_the_past" | "access_exists" | "purchase_pending";

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
    if (!(await holdBuyer(tx, endUserId))) return refuse("user_unknown");
    if ((await standingOf(tx, endUserId, appId)) === "pending") return refuse("purchase_pending");
    const grant = { partnerId: app.partnerId, shareBasisPoints: app.shareBasisPoints, appId, endUserId, price, period: null };
    const outcome = until === null ? await insertOpenEnded(tx, grant) : await insertUntil(tx, grant, until);
    if (outcome === null) return refuse("until_in_the_past");
    if (!outcome.made && !sameAmount(outcome.price, price)) return refuse("access_exists");
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
       WHERE end_user_id = ${endUserId}::uuid AND app_id = ${appId}::uuid AND state = 'confirmed' AND revoked_at IS NULL
         AND (ends_at IS NULL OR ends_at > statement_timestamp())
      RETURNING id, partner_id`;
    for (const { id, partner_id: partnerId } of revoked) {
      await recordAudit(tx, { actor, action: "access.revoked", partnerId, subjectId: id, before: { appId, endUserId } });
    }
    const last = await tx.purchase.findFirst({
      where: { endUserId, appId, startsAt: { not: null }, revokedAt: { not: null } },
      orderBy: { revokedAt: "desc" },
      select: { revokedAt: true },
    });
    return last?.revokedAt ? accept({ revokedAt: last.revokedAt }) : refuse("access_unknown");
  });
}

type Grant = {
  readonly partnerId: string;
  readonly appId: string;
  readonly endUserId: string;
  readonly price: Money | null;
  /** null: nobody chose one, it was granted */
  readonly period: "for_ever" | null;
  readonly shareBasisPoints: number;
};
type Granted = { readonly id: string; readonly made: boolean; readonly price: Money | null };

async function insertOpenEnded(tx: Transaction, grant: Grant): Promise<Granted> {
  // The right that stood in the way may be revoked before it can be read: then there is room for this one.
  return (await tryOpenEnded(tx, grant)) ?? (await tryOpenEnded(tx, grant)) ?? Promise.reject(new Error("a right comes and goes too fast"));
}

async function tryOpenEnded(tx: Transaction, grant: Grant): Promise<Granted | null> {
  const id = newId();
  const inserted = await tx.$executeRaw`
    INSERT INTO purchases (partner_id, id, app_id, end_user_id, price_minor, currency, period, share_basis_points, starts_at)
    VALUES (${grant.partnerId}::uuid, ${id}::uuid, ${grant.appId}::uuid, ${grant.endUserId}::uuid,
            ${grant.price?.minor ?? 0}::int, ${grant.price?.currency ?? null}::char(3), ${grant.period}::price_period,
            ${grant.shareBasisPoints}::int, ${instant})
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
    INSERT INTO purchases (partner_id, id, app_id, end_user_id, price_minor, currency, share_basis_points, starts_at, ends_at)
    SELECT ${grant.partnerId}::uuid, ${id}::uuid, ${grant.appId}::uuid, ${grant.endUserId}::uuid,
           ${grant.price?.minor ?? 0}::int, ${grant.price?.currency ?? null}::char(3), ${grant.shareBasisPoints}::int, ${instant}, ${until.toISOString()}::timestamptz
     WHERE ${until.toISOString()}::timestamptz > statement_timestamp()`;
  return inserted > 0 ? { id, made: true, price: grant.price } : null;
}

function sameAmount(left: Money | null, right: Money | null): boolean {
  return left?.minor === right?.minor && left?.currency === right?.currency;
}

type Told = Omit<Grant, "period" | "shareBasisPoints"> & { readonly id: string; readonly until: Date | null };

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
