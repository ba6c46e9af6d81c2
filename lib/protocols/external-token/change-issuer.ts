import { z } from "zod";
import { now } from "@/lib/clock";
import { accept, refuse, type Result } from "@/lib/core/result";
import { transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { issuerInput } from "./issuer-input";
import { lockIssuer } from "./manage";

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
    if (!(await lockIssuer(tx, id, partnerId))) return refuse("issuer_unknown");
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
    if (!(await lockIssuer(tx, id, partnerId))) return refuse("issuer_unknown");
    const endedAt = now();
    const { count } = await tx.issuerKey.updateMany({
      where: { issuerId: id, replacedAt: { not: null }, validUntil: { gt: endedAt } },
      data: { validUntil: endedAt },
    });
    if (count === 0) return refuse("no_previous_key");
    await recordAudit(tx, { actor, action: "issuer.previous_key_ended", partnerId, subjectId: id });
    return accept(null);
  });
}
