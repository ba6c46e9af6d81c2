import { accept, refuse, type Result } from "@/lib/core/result";
import { endReplacedKey, lockCredential } from "@/lib/credentials/rotating-keys";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import type { ApiClientInput } from "./client-input";
import { apiClients } from "./manage";

/** Changes how an API client's calls are taken, from the next one on. Its API key and secrets stay. */
export async function updateApiClient(
  id: string,
  partnerId: string,
  input: ApiClientInput,
  actor: Actor,
): Promise<Result<null, "api_client_unknown">> {
  const after = {
    name: input.name,
    parentOrigins: [...new Set(input.parentOrigins)],
    callerAddresses: [...new Set(input.callerAddresses)],
    sessionLifeSeconds: input.sessionLifeSeconds,
    strictMode: input.strictMode,
  };
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, apiClients, id, partnerId))) return refuse("api_client_unknown");
    const before = await tx.apiClient.findUniqueOrThrow({
      where: { id },
      select: { name: true, parentOrigins: true, callerAddresses: true, sessionLifeSeconds: true, strictMode: true },
    });
    await tx.apiClient.update({ where: { id }, data: after });
    await recordAudit(tx, { actor, action: "api_client.updated", partnerId, subjectId: id, before, after });
    return accept(null);
  });
}

/** Ends the secret before the current one at once, everywhere, instead of when its overlap is over. */
export async function endPreviousSecret(
  id: string,
  partnerId: string,
  actor: Actor,
): Promise<Result<null, "api_client_unknown" | "no_previous_secret">> {
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, apiClients, id, partnerId))) return refuse("api_client_unknown");
    if (!(await endReplacedKey(tx, apiClients, id))) return refuse("no_previous_secret");
    await recordAudit(tx, { actor, action: "api_client.previous_secret_ended", partnerId, subjectId: id });
    return accept(null);
  });
}
