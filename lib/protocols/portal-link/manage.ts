import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { newToken } from "@/lib/crypto/token";
import { prisma, type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import type { PortalKeyInput } from "./key-input";

/** A key names a client and is no secret; 24 letters are enough that nobody has another's. */
const KEY_LETTERS = 24;

/**
 * Makes a portal key of a partner.
 * @param among whom it may name: `anybody` for the operator; for a partner `its_own`, the people whose verified address it has
 * been told, because they have got an app of it or confirmed a pairing with it. Of others it does not even learn whether they are there.
 */
export async function createPortalKey(
  partnerId: string,
  { email, username, userId }: PortalKeyInput,
  among: "anybody" | "its_own",
  actor: Actor,
): Promise<Result<{ portalKeyId: string; key: string }, "user_unknown">> {
  const id = newId();
  const key = newToken().slice(0, KEY_LETTERS);
  return transaction(async (tx) => {
    const endUserId = among === "anybody" ? await userOf(tx, email) : await ownUserOf(tx, email, partnerId);
    if (endUserId === null) return refuse("user_unknown");
    await tx.portalKey.create({ data: { id, partnerId, key, username, userId, endUserId, email } });
    const after = { key, username, userId, email };
    await recordAudit(tx, { actor, action: "portal_key.created", partnerId, subjectId: id, after });
    return accept({ portalKeyId: id, key });
  });
}

async function userOf(tx: Transaction, email: string): Promise<string | null> {
  const row = await tx.endUser.findFirst({ where: { email, testPartnerId: null }, select: { id: true } });
  return row?.id ?? null;
}

async function ownUserOf(tx: Transaction, email: string, partnerId: string): Promise<string | null> {
  const row = await tx.endUser.findFirst({
    where: {
      email,
      testPartnerId: null,
      emailVerifiedAt: { not: null },
      OR: [
        { purchases: { some: { partnerId, startsAt: { not: null } } } },
        { pairings: { some: { partnerId, confirmedAt: { not: null }, endedAt: null } } },
      ],
    },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Ends a portal key at once, everywhere; again is no harm. @param partnerId null: whoever's (the operator's command line) */
export async function revokePortalKey(
  id: string,
  partnerId: string | null,
  actor: Actor,
): Promise<Result<{ revokedAt: Date }, "portal_key_unknown">> {
  return transaction(async (tx) => {
    const owner = partnerId === null ? {} : { partnerId };
    const revokedAt = now();
    const { count } = await tx.portalKey.updateMany({ where: { id, ...owner, revokedAt: null }, data: { revokedAt } });
    const row = await tx.portalKey.findFirst({ where: { id, ...owner }, select: { key: true, partnerId: true, revokedAt: true } });
    if (!row?.revokedAt) return refuse("portal_key_unknown");
    if (count > 0)
      await recordAudit(tx, { actor, action: "portal_key.revoked", partnerId: row.partnerId, subjectId: id, before: { key: row.key } });
    return accept({ revokedAt: row.revokedAt });
  });
}

/** A portal key by its id or by itself, whoever's; null when there is none. */
export async function findPortalKeyNamed(idOrKey: string): Promise<{ readonly id: string } | null> {
  if (isId(idOrKey)) return prisma().portalKey.findUnique({ where: { id: idOrKey }, select: { id: true } });
  return /^[0-9A-Za-z]{1,64}$/.test(idOrKey) ? prisma().portalKey.findUnique({ where: { key: idOrKey }, select: { id: true } }) : null;
}
