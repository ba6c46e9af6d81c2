import { z } from "zod";
import { accept, refuse, type Result } from "@/lib/core/result";
import { endReplacedKey, lockCredential } from "@/lib/credentials/rotating-keys";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { issuerInput } from "./issuer-input";
import { issuers } from "./manage";

/** What of an issuer can be changed; its name is how its users are known, and its keys and domains have steps of their own. */
export const issuerSettings = issuerInput
  .pick({ redirectUrl: true, returnHosts: true, logoutUrl: true, maxLifetimeSeconds: true })
  .extend({ tellsFailures: z.boolean() });
export type IssuerSettings = z.infer<typeof issuerSettings>;

/** Changes how an issuer's tokens are taken, from the next one on. Its keys, and what its e-mail domains wait for, stay. */
export async function updateIssuer(
  id: string,
  partnerId: string,
  settings: IssuerSettings,
  actor: Actor,
): Promise<Result<null, "issuer_unknown">> {
  const after = { ...settings, returnHosts: [...new Set(settings.returnHosts)] };
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, issuers, id, partnerId))) return refuse("issuer_unknown");
    const before = await tx.issuer.findUniqueOrThrow({
      where: { id },
      select: { redirectUrl: true, returnHosts: true, logoutUrl: true, maxLifetimeSeconds: true, tellsFailures: true },
    });
    await tx.issuer.update({ where: { id }, data: after });
    await recordAudit(tx, { actor, action: "issuer.updated", partnerId, subjectId: id, before, after });
    return accept(null);
  });
}

/** Ends the key before the current one at once, everywhere, instead of when its overlap is over. */
export async function endPreviousKey(
  id: string,
  partnerId: string,
  actor: Actor,
): Promise<Result<null, "issuer_unknown" | "no_previous_key">> {
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, issuers, id, partnerId))) return refuse("issuer_unknown");
    if (!(await endReplacedKey(tx, issuers, id))) return refuse("no_previous_key");
    await recordAudit(tx, { actor, action: "issuer.previous_key_ended", partnerId, subjectId: id });
    return accept(null);
  });
}
