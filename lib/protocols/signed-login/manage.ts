import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { type KeyedCredential, lockCredential, replaceKey } from "@/lib/credentials/rotating-keys";
import { sealSecret } from "@/lib/crypto/sealed-secret";
import { newToken } from "@/lib/crypto/token";
import { prisma, type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { isId, newId } from "@/lib/id";
import type { ApiClientInput } from "./client-input";

/** Where API clients and their secrets stand. */
export const apiClients: KeyedCredential = { table: "api_clients", keys: "api_client_secrets", owner: "client_id" };

/** An API key names a client and is no secret; 24 letters are enough that nobody has another's. */
const API_KEY_LETTERS = 24;

/** Makes an API client of a partner. @returns its API key, and its secret, which is not shown again */
export async function createApiClient(
  partnerId: string,
  input: ApiClientInput,
  actor: Actor,
): Promise<{ clientId: string; apiKey: string; secret: string }> {
  const id = newId();
  const apiKey = newToken().slice(0, API_KEY_LETTERS);
  const secret = newToken();
  const parentOrigins = [...new Set(input.parentOrigins)];
  const callerAddresses = [...new Set(input.callerAddresses)];
  const { name, sessionLifeSeconds, strictMode } = input;
  const said = { name, parentOrigins, callerAddresses, sessionLifeSeconds, strictMode };
  await transaction(async (tx) => {
    await tx.apiClient.create({ data: { id, partnerId, apiKey, ...said } });
    await addSecret(tx, id, secret);
    await recordAudit(tx, { actor, action: "api_client.created", partnerId, subjectId: id, after: { apiKey, ...said } });
  });
  return { clientId: id, apiKey, secret };
}

/**
 * Gives an API client a new secret; the one before stays good for a while, so that servers can be changed one by one.
 * @param overlapSeconds how long the secret before stays good
 * @param partnerId null: whoever's (the operator's command line)
 */
export async function rotateApiClientSecret(
  id: string,
  partnerId: string | null,
  overlapSeconds: number,
  actor: Actor,
): Promise<Result<{ secret: string; previousUntil: Date }, "api_client_unknown">> {
  const secret = newToken();
  return transaction(async (tx) => {
    const client = await lockCredential(tx, apiClients, id, partnerId);
    if (!client) return refuse("api_client_unknown");
    const previousUntil = await replaceKey(tx, apiClients, id, overlapSeconds);
    await addSecret(tx, id, secret);
    const after = { previousUntil: previousUntil.toISOString() };
    await recordAudit(tx, { actor, action: "api_client.secret_rotated", partnerId: client.partnerId, subjectId: id, after });
    return accept({ secret, previousUntil });
  });
}

/** Ends an API client's sign-ins and the sessions that it has begun, at once, everywhere. */
export function disableApiClient(
  id: string,
  partnerId: string | null,
  actor: Actor,
): Promise<Result<null, "api_client_unknown" | "api_client_disabled">> {
  return setDisabled(id, partnerId, actor, { disabledAt: now(), already: "api_client_disabled", action: "api_client.disabled" });
}

/** Lets a disabled API client sign users in again; sessions that were not over go on. */
export function enableApiClient(
  id: string,
  partnerId: string | null,
  actor: Actor,
): Promise<Result<null, "api_client_unknown" | "api_client_enabled">> {
  return setDisabled(id, partnerId, actor, { disabledAt: null, already: "api_client_enabled", action: "api_client.enabled" });
}

/** An API client by its id or its API key, whoever's; null when there is none. */
export async function findApiClientNamed(idOrKey: string): Promise<{ readonly id: string } | null> {
  if (isId(idOrKey)) return prisma().apiClient.findUnique({ where: { id: idOrKey }, select: { id: true } });
  return /^[0-9A-Za-z]{1,64}$/.test(idOrKey) ? prisma().apiClient.findUnique({ where: { apiKey: idOrKey }, select: { id: true } }) : null;
}

/** The name of an API client of this partner's; null when it is none of theirs. */
export async function apiClientName(id: string, partnerId: string): Promise<string | null> {
  const row = await prisma().apiClient.findFirst({ where: { id, partnerId }, select: { name: true } });
  return row?.name ?? null;
}

async function setDisabled<Already extends string>(
  id: string,
  partnerId: string | null,
  actor: Actor,
  change: { disabledAt: Date | null; already: Already; action: "api_client.disabled" | "api_client.enabled" },
): Promise<Result<null, "api_client_unknown" | Already>> {
  return transaction(async (tx) => {
    const client = await lockCredential(tx, apiClients, id, partnerId);
    if (!client) return refuse("api_client_unknown");
    const { count } = await tx.apiClient.updateMany({
      where: { id, disabledAt: change.disabledAt === null ? { not: null } : null },
      data: { disabledAt: change.disabledAt },
    });
    if (count === 0) return refuse(change.already);
    await recordAudit(tx, { actor, action: change.action, partnerId: client.partnerId, subjectId: id });
    return accept(null);
  });
}

async function addSecret(tx: Transaction, clientId: string, secret: string): Promise<void> {
  const id = newId();
  await tx.apiClientSecret.create({ data: { id, clientId, sealedSecret: await sealSecret("client-secret", id, secret) } });
}
