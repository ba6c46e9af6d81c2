import { now } from "@/lib/clock";
import { text } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { type Prisma, transaction } from "@/lib/db/prisma";
import { type Actor, type AuditAction, type AuditFields, recordAudit } from "@/lib/events/audit";
import { isId } from "@/lib/id";
import { partnerStatus, type PartnerStatus } from "./find-partner";

/** What a partner says when asking for partnership, and what the operator answers when refusing it. */
export const partnershipNote = text(500, "note");

/** Why a step is refused: the partner is not where the step begins. */
export type PartnershipRefusal =
  | "partner_unknown"
  | "partner_suspended"
  | "already_requested"
  | "already_active"
  | "not_requested"
  | "already_suspended"
  | "not_suspended";

type Outcome = Promise<Result<{ status: PartnerStatus }, PartnershipRefusal>>;

type Partnership = { readonly partnership: "none" | "requested" | "active"; readonly suspendedAt: Date | null };

/** A partner asks to be let in. @param note for the operator; null for none */
export async function requestPartnership(partnerId: string, note: string | null, actor: Actor): Outcome {
  return step(partnerId, actor, {
    action: "partnership.requested",
    from: { partnership: "none", suspendedAt: null },
    data: { partnership: "requested", partnershipRequestedAt: now(), partnershipNote: note },
    tell: { before: { partnership: "none" }, after: { partnership: "requested", note } },
    needsGoodStanding: true,
    refusal: ({ partnership }) => (partnership === "active" ? "already_active" : "already_requested"),
  });
}

/** The operator lets a partner in; whether or not it has asked. */
export async function approvePartnership(partnerId: string, actor: Actor): Outcome {
  return step(partnerId, actor, {
    action: "partnership.approved",
    from: { partnership: { in: ["none", "requested"] }, suspendedAt: null },
    data: { partnership: "active", partnershipNote: null },
    tell: { after: { partnership: "active" } },
    needsGoodStanding: true,
    refusal: () => "already_active",
  });
}

/** The operator refuses a partner that has asked, which may ask again. @param reason shown to the partner */
export async function rejectPartnership(partnerId: string, reason: string, actor: Actor): Outcome {
  return step(partnerId, actor, {
    action: "partnership.rejected",
    from: { partnership: "requested", suspendedAt: null },
    data: { partnership: "none", partnershipNote: reason },
    tell: { before: { partnership: "requested" }, after: { partnership: "none", reason } },
    needsGoodStanding: true,
    refusal: ({ partnership }) => (partnership === "active" ? "already_active" : "not_requested"),
  });
}

/** Stops everything of a partner, from the next request on. */
export async function suspendPartner(partnerId: string, actor: Actor): Outcome {
  return step(partnerId, actor, {
    action: "partner.suspended",
    from: { suspendedAt: null },
    data: { suspendedAt: now() },
    tell: { before: { suspended: false }, after: { suspended: true } },
    needsGoodStanding: false,
    refusal: () => "already_suspended",
  });
}

/** Ends a suspension; the partner is back where it was before. */
export async function resumePartner(partnerId: string, actor: Actor): Outcome {
  return step(partnerId, actor, {
    action: "partner.resumed",
    from: { suspendedAt: { not: null } },
    data: { suspendedAt: null },
    tell: { before: { suspended: true }, after: { suspended: false } },
    needsGoodStanding: false,
    refusal: () => "not_suspended",
  });
}

type Step = {
  readonly action: AuditAction;
  /** where the partner must stand: the WHERE of the write */
  readonly from: Prisma.PartnerWhereInput;
  readonly data: Prisma.PartnerUpdateManyMutationInput;
  readonly tell: { readonly before?: AuditFields; readonly after: AuditFields };
  /** it is refused for a suspended partner, before anything else */
  readonly needsGoodStanding: boolean;
  /** why it was refused, of a partner that stood elsewhere */
  readonly refusal: (partner: Partnership) => PartnershipRefusal;
};

/** One conditional write: of two at once, one finds the partner where the step begins. */
async function step(partnerId: string, actor: Actor, { action, from, data, tell, needsGoodStanding, refusal }: Step): Outcome {
  if (!isId(partnerId)) return refuse("partner_unknown");
  return transaction(async (tx) => {
    const { count } = await tx.partner.updateMany({ where: { ...from, id: partnerId }, data });
    const partner = await tx.partner.findUnique({ where: { id: partnerId }, select: { partnership: true, suspendedAt: true } });
    if (!partner) return refuse("partner_unknown");
    if (count === 0) {
      return refuse(needsGoodStanding && partner.suspendedAt !== null ? "partner_suspended" : refusal(partner));
    }
    await recordAudit(tx, { actor, action, partnerId, subjectId: partnerId, ...tell });
    return accept({ status: partnerStatus(partner) });
  });
}
