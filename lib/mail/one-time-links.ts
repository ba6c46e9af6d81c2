import { now } from "../clock";
import { hashToken, isTokenSpelling, newToken } from "../crypto/token";
import { prisma, type Transaction } from "../db/prisma";
import type { Realm } from "./messages";

/** What a link in a mail is good for: the address is theirs, it becomes theirs, or a new password may be chosen. */
export type LinkPurpose = "confirm" | "change" | "reset";

/** Whose link it is. The two realms have nothing in common: a link of one says nothing in the other. */
export type LinkOwner = { readonly realm: Realm; readonly id: string };

/** A link that was found or used, and the address that it was sent to. */
export type OneTimeLink = { readonly ownerId: string; readonly email: string; readonly purpose: LinkPurpose };

const MINUTE = 60_000;
const lifeMs: Record<LinkPurpose, number> = { confirm: 24 * 60 * MINUTE, change: 24 * 60 * MINUTE, reset: 30 * MINUTE };

/**
 * Makes a link for its owner; an older one for the same purpose is over with it, since there is one row for both (PN-28).
 * @param email the address that it is sent to @returns its secret, of which we keep the SHA-256
 */
export async function makeLink(tx: Transaction, { realm, id }: LinkOwner, purpose: LinkPurpose, email: string): Promise<string> {
  const token = newToken();
  const hash = storedHash(token);
  const createdAt = now();
  const expiresAt = new Date(createdAt.getTime() + lifeMs[purpose]);
  const values = { hash, purpose, email, createdAt, expiresAt, usedAt: null };
  if (realm === "panel") {
    const where = { accountId_purpose: { accountId: id, purpose } };
    await tx.emailToken.upsert({ where, create: { ...values, accountId: id }, update: values });
  } else {
    const where = { endUserId_purpose: { endUserId: id, purpose } };
    await tx.emailToken.upsert({ where, create: { ...values, endUserId: id }, update: values });
  }
  return token;
}

/** The link that a page was opened by, looked at and not used; null when it is over, was used, or never was. */
export async function findLink(token: string, realm: Realm): Promise<OneTimeLink | null> {
  if (!isTokenSpelling(token)) return null;
  const row = await prisma().emailToken.findFirst({ where: { hash: storedHash(token), ...openIn(realm) }, select: columns });
  return row && linkOf(row);
}

/**
 * Uses a link up: of any number at once, one alone gets it. @param purposes what it may be for; for anything else it is
 * unknown @param ownerId whose it has to be, where that is known; somebody else's stays open
 */
export async function useUpLink(
  tx: Transaction,
  token: string,
  realm: Realm,
  purposes: readonly LinkPurpose[],
  ownerId?: string,
): Promise<OneTimeLink | null> {
  if (!isTokenSpelling(token)) return null;
  const [row] = await tx.emailToken.updateManyAndReturn({
    where: { hash: storedHash(token), purpose: { in: [...purposes] }, ...openIn(realm, ownerId) },
    data: { usedAt: now() },
    select: columns,
  });
  return row ? linkOf(row) : null;
}

/** Ends links that their owner has not used. */
export async function endLinks(tx: Transaction, { realm, id }: LinkOwner, purposes: readonly LinkPurpose[]): Promise<void> {
  const owner = realm === "panel" ? { accountId: id } : { endUserId: id };
  await tx.emailToken.updateMany({ where: { ...owner, purpose: { in: [...purposes] }, usedAt: null }, data: { usedAt: now() } });
}

const columns = { accountId: true, endUserId: true, email: true, purpose: true } as const;

function openIn(realm: Realm, ownerId?: string) {
  const whose = ownerId ?? { not: null };
  const owner = realm === "panel" ? { accountId: whose } : { endUserId: whose };
  return { ...owner, usedAt: null, expiresAt: { gt: now() } };
}

function linkOf(row: { accountId: string | null; endUserId: string | null; email: string; purpose: LinkPurpose }): OneTimeLink {
  return { ownerId: row.accountId ?? row.endUserId ?? "", email: row.email, purpose: row.purpose };
}

function storedHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hashToken(token));
}
