import { z } from "zod";
import { createAccount, tellAddressTaken } from "@/lib/accounts/account";
import { addMember } from "@/lib/accounts/members";
import { emailAddress } from "@/lib/core/email";
import { newPassword } from "@/lib/core/password";
import { line } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { slugCandidates } from "@/lib/core/slug-candidates";
import { hashPassword } from "@/lib/crypto/password";
import { transaction, type Transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { now } from "@/lib/clock";
import { newId } from "@/lib/id";
import { fallbackLanguage, type Language } from "@/lib/words/languages";
import { DEFAULT_SHARE, sharePercent, toBasisPoints } from "./share";
import { BEGINNING_OF_TIME, isKnownTimeZone, timeZoneName } from "./time-zone";

/** What somebody says who signs a partner up. */
export const partnerInput = z.object({
  name: line(80, "name"),
  email: emailAddress,
  password: newPassword,
  /** IANA name; default UTC */
  timeZone: timeZoneName.optional(),
  /** the operator's alone: a partnership without asking for it */
  active: z.boolean().optional(),
  /** the operator's alone: the partner's share of its sales, default 70 */
  sharePercent: sharePercent.optional(),
});
export type PartnerInput = z.infer<typeof partnerInput>;

export type NewPartner = { readonly partnerId: string; readonly accountId: string; readonly slug: string };

/**
 * Makes a partner with the account of its owner, in one transaction: neither exists without the other.
 * @param actor "self": the person who is signing up, of whom `active` and `sharePercent` are not taken
 * @param language of the mail to whoever signs up
 */
export async function createPartner(
  input: PartnerInput,
  actor: Actor | "self",
  language: Language = fallbackLanguage,
): Promise<Result<NewPartner, "email_taken" | "time_zone_unknown">> {
  const zone = input.timeZone ?? "UTC";
  if (!(await isKnownTimeZone(zone))) return refuse("time_zone_unknown");
  const passwordHash = await hashPassword(input.password);
  const made = await transaction(async (tx) => {
    // First, for this is the one step that can be refused: nothing has to be undone then.
    const account = await createAccount(tx, { email: input.email, passwordHash }, actor, language);
    if (!account.ok) return account;
    const accountId = account.value.id;
    // Whoever signs up decides neither about the partnership nor about the share, whatever a form lets through.
    const partner = await insertPartner(tx, actor === "self" ? { name: input.name, timeZone: input.timeZone } : input);
    const shareBasisPoints = actor === "self" || input.sharePercent === undefined ? DEFAULT_SHARE : toBasisPoints(input.sharePercent);
    await addMember(tx, { partnerId: partner.id, accountId, role: "owner" });
    await tx.partnerTimeZone.create({ data: { partnerId: partner.id, effectiveFrom: BEGINNING_OF_TIME, zone } });
    await tx.partnerShare.create({ data: { partnerId: partner.id, effectiveFrom: BEGINNING_OF_TIME, shareBasisPoints } });
    await recordAudit(tx, {
      actor: actor === "self" ? { kind: "account", id: accountId } : actor,
      action: "partner.created",
      partnerId: partner.id,
      subjectId: partner.id,
      after: {
        name: input.name,
        slug: partner.slug,
        partnership: partner.partnership,
        timeZone: zone,
        shareBasisPoints,
        owner: accountId,
      },
    });
    return accept({ partnerId: partner.id, accountId, slug: partner.slug });
  });
  if (!made.ok && actor === "self") await tellAddressTaken(input.email, language);
  return made;
}

async function insertPartner(tx: Transaction, input: Pick<PartnerInput, "name" | "active" | "timeZone">) {
  const id = newId();
  const fields = {
    id,
    name: input.name,
    partnership: input.active === true ? ("active" as const) : ("none" as const),
    timeZoneChosenAt: input.timeZone === undefined ? null : now(),
  };
  for (const slug of slugCandidates(input.name, "partner", id)) {
    // ON CONFLICT DO NOTHING: of two who want the same slug the unique key lets one have it.
    const { count } = await tx.partner.createMany({ data: [{ ...fields, slug }], skipDuplicates: true });
    if (count > 0) return { ...fields, slug };
  }
  throw new Error("no slug was free for a partner, not even the one made from its id");
}
