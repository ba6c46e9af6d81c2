import { describe, expect, test } from "vitest";
import type { MemberRole } from "./members";
import { mayDo, type PanelAction, panelActions, policyRefusal } from "./panel-policy";

// Every cell, written out: a change of the policy has to be made here too.
const table: Record<PanelAction, Record<MemberRole, boolean>> = {
  "api_client.create": { viewer: false, developer: true, owner: true },
  "api_client.change": { viewer: false, developer: true, owner: true },
  "api_client.examine": { viewer: false, developer: true, owner: true },
  "api_client.stop": { viewer: false, developer: true, owner: true },
  "app.edit": { viewer: false, developer: true, owner: true },
  "app.submit": { viewer: false, developer: true, owner: true },
  "app.test": { viewer: false, developer: true, owner: true },
  "bearer_token.create": { viewer: false, developer: true, owner: true },
  "bearer_token.revoke": { viewer: false, developer: true, owner: true },
  "issuer.create": { viewer: false, developer: true, owner: true },
  "issuer.change": { viewer: false, developer: true, owner: true },
  "issuer.stop": { viewer: false, developer: true, owner: true },
  "issuer.examine": { viewer: false, developer: true, owner: true },
  "issuer.test": { viewer: false, developer: true, owner: true },
  "partnership.request": { viewer: false, developer: false, owner: true },
  "portal_key.create": { viewer: false, developer: true, owner: true },
  "portal_key.revoke": { viewer: false, developer: true, owner: true },
  "portal_links.switch": { viewer: false, developer: true, owner: true },
  "time_zone.set": { viewer: false, developer: false, owner: true },
};
const roles: readonly MemberRole[] = ["viewer", "developer", "owner"];

describe("PN-14: who may do what in the panel", () => {
  test("every action is in the table", () => expect([...panelActions].sort()).toEqual(Object.keys(table).sort()));

  describe.each(panelActions)("%s", (action) => {
    test.each(roles)("%s", (role) => {
      expect(mayDo(role, action)).toBe(table[action][role]);
      expect(policyRefusal({ role, partnerSuspended: false }, action) === null).toBe(table[action][role]);
    });
  });

  test("a suspended partner changes nothing, but can end a leaked token, key or secret, and look at a token or a call", () => {
    const left = panelActions.filter((action) => policyRefusal({ role: "owner", partnerSuspended: true }, action) === null);
    expect(left).toEqual([
      "api_client.examine",
      "api_client.stop",
      "bearer_token.revoke",
      "issuer.stop",
      "issuer.examine",
      "portal_key.revoke",
    ]);
  });

  test("a refusal says which role it needs", () => {
    const viewer = { role: "viewer", partnerSuspended: false } as const;
    expect(policyRefusal(viewer, "time_zone.set")).toEqual({ reason: "role_lacking", role: "viewer", needed: "owner" });
    expect(policyRefusal(viewer, "app.edit")).toEqual({ reason: "role_lacking", role: "viewer", needed: "developer" });
  });
});
