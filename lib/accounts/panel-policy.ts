import type { MemberRole } from "./members";

/** What a member can do in the panel beyond looking. */
export type PanelAction =
  | "api_client.create"
  | "api_client.change"
  | "api_client.examine"
  | "api_client.stop"
  | "app.edit"
  | "app.submit"
  | "app.test"
  | "bearer_token.create"
  | "bearer_token.revoke"
  | "issuer.create"
  | "issuer.change"
  | "issuer.stop"
  | "issuer.examine"
  | "issuer.test"
  | "partnership.request"
  | "portal_key.create"
  | "portal_key.revoke"
  | "portal_links.switch"
  | "time_zone.set";

const everybodyWhoBuilds: readonly MemberRole[] = ["developer", "owner"];
const ownersAlone: readonly MemberRole[] = ["owner"];

// A viewer looks, and makes nothing: no app, no token, no launch. What binds the organisation is the owner's.
const allowed: Readonly<Record<PanelAction, readonly MemberRole[]>> = {
  "api_client.create": everybodyWhoBuilds,
  "api_client.change": everybodyWhoBuilds,
  "api_client.examine": everybodyWhoBuilds,
  "api_client.stop": everybodyWhoBuilds,
  "app.edit": everybodyWhoBuilds,
  "app.submit": everybodyWhoBuilds,
  "app.test": everybodyWhoBuilds,
  "bearer_token.create": everybodyWhoBuilds,
  "bearer_token.revoke": everybodyWhoBuilds,
  "issuer.create": everybodyWhoBuilds,
  "issuer.change": everybodyWhoBuilds,
  "issuer.stop": everybodyWhoBuilds,
  "issuer.examine": everybodyWhoBuilds,
  "issuer.test": everybodyWhoBuilds,
  "partnership.request": ownersAlone,
  "portal_key.create": everybodyWhoBuilds,
  "portal_key.revoke": everybodyWhoBuilds,
  "portal_links.switch": everybodyWhoBuilds,
  "time_zone.set": ownersAlone,
};

// A suspended partner changes nothing; a leaked token, key or secret can be ended all the same, and looking changes nothing.
const evenWhenSuspended: readonly PanelAction[] = [
  "api_client.examine",
  "api_client.stop",
  "bearer_token.revoke",
  "issuer.stop",
  "issuer.examine",
  "portal_key.revoke",
];

/** Every action of the table. */
export const panelActions = Object.keys(allowed) as PanelAction[];

/** Whether a member of this role may do it. */
export function mayDo(role: MemberRole, action: PanelAction): boolean {
  return allowed[action].includes(role);
}

/** Why a member may not do something; the sentences are `refusals.member` of the words. */
export type PolicyRefusal =
  | { readonly reason: "role_lacking"; readonly role: MemberRole; /** the least that is enough */ readonly needed: MemberRole }
  | { readonly reason: "partner_suspended" };

/**
 * Why a member may not do something now; null when they may.
 * @param member.partnerSuspended the partner is suspended by the operator
 */
export function policyRefusal(
  member: { readonly role: MemberRole; readonly partnerSuspended: boolean },
  action: PanelAction,
): PolicyRefusal | null {
  if (!mayDo(member.role, action)) {
    return { reason: "role_lacking", role: member.role, needed: mayDo("developer", action) ? "developer" : "owner" };
  }
  return member.partnerSuspended && !evenWhenSuspended.includes(action) ? { reason: "partner_suspended" } : null;
}
