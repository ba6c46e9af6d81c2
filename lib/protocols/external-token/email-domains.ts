import { now } from "@/lib/clock";
import { text } from "@/lib/core/plain-text";
import { accept, refuse, type Result } from "@/lib/core/result";
import { lockCredential } from "@/lib/credentials/rotating-keys";
import { prisma, type Transaction, transaction } from "@/lib/db/prisma";
import { type Actor, type AuditAction, type AuditFields, recordAudit } from "@/lib/events/audit";
import { issuerInput } from "./issuer-input";
import { issuers } from "./manage";

const MOST_DOMAINS = 50;

/** A domain whose addresses an issuer wants to vouch for. */
export const emailDomain = issuerInput.shape.emailDomains.element;
/** Why the operator does not want it to; the partner reads it. */
export const declineNote = text(500, "note");

/** Why a step with an e-mail domain is refused. */
export type EmailDomainRefusal =
  "issuer_unknown" | "domain_unknown" | "domain_there" | "too_many_domains" | "domain_not_waiting" | "domain_declined";

type Outcome<Reason extends EmailDomainRefusal> = Promise<Result<null, Reason>>;

/** Asks for a domain: it counts for nothing until the operator approves it. */
export function addEmailDomain(
  id: string,
  partnerId: string,
  domain: string,
  actor: Actor,
): Outcome<"issuer_unknown" | "domain_there" | "too_many_domains"> {
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, issuers, id, partnerId))) return refuse("issuer_unknown");
    if ((await tx.issuerEmailDomain.count({ where: { issuerId: id } })) >= MOST_DOMAINS) return refuse("too_many_domains");
    const { count } = await tx.issuerEmailDomain.createMany({ data: [{ issuerId: id, domain }], skipDuplicates: true });
    if (count === 0) return refuse("domain_there");
    await tell(tx, "issuer.email_domain_added", { id, partnerId }, actor, { after: { domain } });
    return accept(null);
  });
}

/** Takes a domain away from an issuer, approved or not: from the next sign-in on it vouches for none of its addresses. */
export function removeEmailDomain(
  id: string,
  partnerId: string,
  domain: string,
  actor: Actor,
): Outcome<"issuer_unknown" | "domain_unknown"> {
  return transaction(async (tx) => {
    if (!(await lockCredential(tx, issuers, id, partnerId))) return refuse("issuer_unknown");
    const { count } = await tx.issuerEmailDomain.deleteMany({ where: { issuerId: id, domain } });
    if (count === 0) return refuse("domain_unknown");
    await tell(tx, "issuer.email_domain_removed", { id, partnerId }, actor, { before: { domain } });
    return accept(null);
  });
}

/** The operator lets an issuer vouch for the addresses of a domain: it may sign in whoever has verified one of them. */
export function approveEmailDomain(id: string, domain: string, actor: Actor): Outcome<"issuer_unknown" | "domain_not_waiting"> {
  return transaction(async (tx) => {
    const issuer = await lockCredential(tx, issuers, id, null);
    if (!issuer) return refuse("issuer_unknown");
    const { count } = await tx.issuerEmailDomain.updateMany({
      where: { issuerId: id, domain, approvedAt: null, declinedAt: null },
      data: { approvedAt: now() },
    });
    if (count === 0) return refuse("domain_not_waiting");
    await tell(tx, "issuer.email_domain_approved", { id, ...issuer }, actor, { after: { domain } });
    return accept(null);
  });
}

/** The operator declines a domain, or takes back an approval. Who has come in by it stays signed in. @param note for the partner */
export function declineEmailDomain(id: string, domain: string, note: string, actor: Actor): Outcome<"issuer_unknown" | "domain_declined"> {
  return transaction(async (tx) => {
    const issuer = await lockCredential(tx, issuers, id, null);
    if (!issuer) return refuse("issuer_unknown");
    const { count } = await tx.issuerEmailDomain.updateMany({
      where: { issuerId: id, domain, declinedAt: null },
      data: { approvedAt: null, declinedAt: now(), declineNote: note },
    });
    if (count === 0) return refuse("domain_declined");
    await tell(tx, "issuer.email_domain_declined", { id, ...issuer }, actor, { after: { domain, note } });
    return accept(null);
  });
}

/** A domain that waits for the operator. */
export type WaitingDomain = {
  readonly domain: string;
  readonly since: Date;
  readonly issuerId: string;
  readonly iss: string;
  readonly partnerId: string;
  readonly partnerName: string;
};

/** The domains that wait for the operator, longest waiting first: what an operator can look through at a time. */
export async function listWaitingDomains(): Promise<WaitingDomain[]> {
  const rows = await prisma().issuerEmailDomain.findMany({
    where: { approvedAt: null, declinedAt: null },
    select: {
      domain: true,
      createdAt: true,
      issuer: { select: { id: true, slug: true, partner: { select: { id: true, name: true } } } },
    },
    orderBy: [{ createdAt: "asc" }, { issuerId: "asc" }, { domain: "asc" }],
    take: 100,
  });
  return rows.map(({ domain, createdAt, issuer }) => ({
    domain,
    since: createdAt,
    issuerId: issuer.id,
    iss: issuer.slug,
    partnerId: issuer.partner.id,
    partnerName: issuer.partner.name,
  }));
}

function tell(
  tx: Transaction,
  action: AuditAction,
  issuer: { readonly id: string; readonly partnerId: string },
  actor: Actor,
  fields: { readonly before?: AuditFields; readonly after?: AuditFields },
): Promise<void> {
  return recordAudit(tx, { actor, action, partnerId: issuer.partnerId, subjectId: issuer.id, ...fields });
}
