import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { type KeyedCredential, lockCredential, replaceKey } from "@/lib/credentials/rotating-keys";
import { keyedFingerprints } from "@/lib/crypto/keyed-fingerprint";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { newId } from "@/lib/id";
import type { IssuerInput } from "./issuer-input";

/** Where issuers and their keys stand. */
export const issuers: KeyedCredential = { table: "issuers", keys: "issuer_keys", owner: "issuer_id" };

const STRONG_KEY_BYTES = 32;
/** A key of less than 32 bytes that a partner brings along has to be replaced within this time (T6). */
const WEAK_KEY_LIFE_MS = 90 * 86_400_000;

/**
 * Makes an issuer of a partner.
 * @param options.domainsApproved true: the operator makes it, so its e-mail domains need not wait for the operator
 * @returns the shared key, which is not shown again
 */
export async function createIssuer(
  partnerId: string,
  input: IssuerInput,
  actor: Actor,
  options: { readonly domainsApproved: boolean },
): Promise<Result<{ issuerId: string; key: string }, "iss_taken" | "key_taken">> {
  const id = newId();
  const key = input.key ?? newToken();
  const returnHosts = [...new Set(input.returnHosts)];
  const emailDomains = [...new Set(input.emailDomains)];
  const { redirectUrl, logoutUrl, maxLifetimeSeconds } = input;
  return transaction(async (tx) => {
    if (input.key !== null && (await isTaken(tx, partnerId, input.key))) return refuse("key_taken");
    // ON CONFLICT DO NOTHING: the unique key decides whose name it is.
    const issuer = { id, partnerId, slug: input.iss, redirectUrl, returnHosts, logoutUrl, maxLifetimeSeconds };
    const { count } = await tx.issuer.createMany({ data: [issuer], skipDuplicates: true });
    if (count === 0) return refuse("iss_taken");
    const approvedAt = options.domainsApproved ? now() : null;
    await tx.issuerEmailDomain.createMany({ data: emailDomains.map((domain) => ({ issuerId: id, domain, approvedAt })) });
    const { weak } = await addKey(tx, id, key);
    const after = { iss: input.iss, redirectUrl, returnHosts, emailDomains, logoutUrl, maxLifetimeSeconds, weakKey: weak };
    await recordAudit(tx, { actor, action: "issuer.created", partnerId, subjectId: id, after });
    return accept({ issuerId: id, key });
  });
}

/**
 * Gives an issuer a new shared key; the one before stays good for a while, so that servers can be changed one by one.
 * @param overlapSeconds how long the key before stays good
 * @param partnerId null: whoever's (the operator's command line)
 */
export async function rotateIssuerKey(
  id: string,
  partnerId: string | null,
  overlapSeconds: number,
  actor: Actor,
): Promise<Result<{ key: string; previousUntil: Date }, "issuer_unknown">> {
  const key = newToken();
  return transaction(async (tx) => {
    const issuer = await lockCredential(tx, issuers, id, partnerId);
    if (!issuer) return refuse("issuer_unknown");
    const previousUntil = await replaceKey(tx, issuers, id, overlapSeconds);
    await addKey(tx, id, key);
    const after = { previousUntil: previousUntil.toISOString() };
    await recordAudit(tx, { actor, action: "issuer.key_rotated", partnerId: issuer.partnerId, subjectId: id, after });
    return accept({ key, previousUntil });
  });
}

/** Ends an issuer's sign-ins at once, everywhere. */
export function disableIssuer(
  id: string,
  partnerId: string | null,
  actor: Actor,
): Promise<Result<null, "issuer_unknown" | "already_disabled">> {
  return setDisabled(id, partnerId, actor, { disabledAt: now(), already: "already_disabled", action: "issuer.disabled" });
}

/** Lets a disabled issuer sign users in again. */
export function enableIssuer(id: string, partnerId: string | null, actor: Actor): Promise<Result<null, "issuer_unknown" | "not_disabled">> {
  return setDisabled(id, partnerId, actor, { disabledAt: null, already: "not_disabled", action: "issuer.enabled" });
}

async function setDisabled<Already extends string>(
  id: string,
  partnerId: string | null,
  actor: Actor,
  change: { disabledAt: Date | null; already: Already; action: "issuer.disabled" | "issuer.enabled" },
): Promise<Result<null, "issuer_unknown" | Already>> {
  return transaction(async (tx) => {
    const issuer = await lockCredential(tx, issuers, id, partnerId);
    if (!issuer) return refuse("issuer_unknown");
    const { count } = await tx.issuer.updateMany({
      where: { id, disabledAt: change.disabledAt === null ? { not: null } : null },
      data: { disabledAt: change.disabledAt },
    });
    if (count === 0) return refuse(change.already);
    await recordAudit(tx, { actor, action: change.action, partnerId: issuer.partnerId, subjectId: id });
    return accept(null);
  });
}

// PN-39: whoever brings another partner's key has not made it up, and could sign that partner's users in. Whose it is, is not
// told. A partner may use one key for issuers of its own.
async function isTaken(tx: Transaction, partnerId: string, key: string): Promise<boolean> {
  const known = keyedFingerprints("issuer-key-fingerprint", key);
  // Of two partners who bring one key at the same moment the second waits for the first.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${known[0].readBigInt64BE()}::bigint)`;
  const keyFingerprint = { in: known.map((fingerprint) => new Uint8Array(fingerprint)) };
  const others = await tx.issuerKey.count({ where: { keyFingerprint, issuer: { partnerId: { not: partnerId } } } });
  return others > 0;
}

async function addKey(tx: Transaction, issuerId: string, key: string): Promise<{ weak: boolean }> {
  const id = newId();
  const weak = Buffer.byteLength(key) < STRONG_KEY_BYTES;
  const validUntil = weak ? new Date(now().getTime() + WEAK_KEY_LIFE_MS) : null;
  const [fingerprint] = keyedFingerprints("issuer-key-fingerprint", key);
  const [sealedKey, keyFingerprint] = [await sealSecret("issuer-key", id, key), new Uint8Array(fingerprint)];
  await tx.issuerKey.create({ data: { id, issuerId, sealedKey, keyFingerprint, weak, validUntil } });
  return { weak };
}
