import { Prisma, type Transaction } from "../db/prisma";
import { newId } from "../id";

/** Who did it. */
export type Actor =
  | { readonly kind: "account"; readonly id: string }
  | { readonly kind: "end_user"; readonly id: string }
  | { readonly kind: "cli" }
  | { readonly kind: "system" };

/** Everything that somebody can change: a closed list, in the past tense. */
export type AuditAction =
  | "account.created"
  | "account.email_confirmed"
  | "account.password_changed"
  | "operator.created"
  | "partner.created"
  | "partnership.requested"
  | "partnership.approved"
  | "partnership.rejected"
  | "partner.suspended"
  | "partner.resumed"
  | "partner.time_zone_scheduled"
  | "partner.share_scheduled"
  | "app.created"
  | "app.draft_edited"
  | "app.icon_changed"
  | "app.draft_discarded"
  | "app.submitted"
  | "app.withdrawn"
  | "app.published"
  | "app.rejected"
  | "app.suspended"
  | "app.resumed"
  | "bearer_token.created"
  | "bearer_token.revoked"
  | "bearer_token.exposed"
  | "end_user.created"
  | "end_user.email_confirmed"
  | "end_user.email_changed"
  | "end_user.password_changed"
  | "end_user.sessions_ended"
  | "end_user.renamed"
  | "end_user.link_ended"
  | "end_user.link_restored"
  | "end_user.suspended"
  | "end_user.resumed"
  | "test_user.created"
  | "access.granted"
  | "access.revoked"
  | "purchase.requested"
  | "purchase.confirmed"
  | "purchase.cancelled"
  | "purchase.rejected"
  | "purchase.refunded"
  | "payoff.closed"
  | "payoff.paid"
  | "payoff.payment_corrected"
  | "pairing.launch_url_made"
  | "issuer.created"
  | "issuer.updated"
  | "issuer.key_rotated"
  | "issuer.previous_key_ended"
  | "issuer.email_domain_added"
  | "issuer.email_domain_removed"
  | "issuer.email_domain_approved"
  | "issuer.email_domain_declined"
  | "issuer.disabled"
  | "issuer.enabled"
  | "api_client.created"
  | "api_client.updated"
  | "api_client.secret_rotated"
  | "api_client.previous_secret_ended"
  | "api_client.disabled"
  | "api_client.enabled"
  | "api_client.sessions_ended"
  | "api_client.signature_shared"
  | "issuer.test_token_made"
  | "pairing.proposed"
  | "pairing.confirmed"
  | "pairing.declined"
  | "pairing.ended"
  | "pairing.key_rotated"
  | "pairing.previous_key_ended"
  | "portal_key.created"
  | "portal_key.revoked"
  | "partner.portal_links_switched"
  | "terms.version_published"
  | "terms.translation_published"
  | "terms.version_withdrawn"
  | "terms.document_changed"
  | "platform.launch_token_life_set"
  | "platform.token_audience_set"
  | "platform.portal_links_switched"
  | "platform.login_events_kept_set";

/** A value of a field before or after; never a secret, nor a hash of one. */
export type AuditFields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One change, told in the transaction that made it. */
export type AuditEntry = {
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly partnerId: string | null;
  readonly subjectId: string;
  readonly before?: AuditFields;
  readonly after?: AuditFields;
  readonly requestId?: string;
};

/** Writes one audit event. @param tx the transaction that made the change */
export async function recordAudit(tx: Transaction, entry: AuditEntry): Promise<void> {
  await tx.auditEvent.create({
    data: {
      id: newId(),
      actorKind: entry.actor.kind,
      actorId: "id" in entry.actor ? entry.actor.id : null,
      action: entry.action,
      partnerId: entry.partnerId,
      subjectId: entry.subjectId,
      before: entry.before ?? Prisma.DbNull,
      after: entry.after ?? Prisma.DbNull,
      requestId: entry.requestId ?? null,
    },
  });
}
