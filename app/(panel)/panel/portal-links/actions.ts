"use server";

import { z } from "zod";
import { refusedPortalLinks } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { isId } from "@/lib/id";
import { createPortalKey, portalKeyInput, revokePortalKey, switchPartnerLinks } from "@/lib/protocols/portal-link";

const PAGE = "/panel/portal-links";

export const makePortalKey = developerAction(
  "portal_key.create",
  portalKeyInput,
  async (input, { partnerId, actor }) => {
    const made = await createPortalKey(partnerId, input, "its_own", actor);
    return made.ok ? saying(PAGE, "portal_key_made") : refusedPortalLinks(made.reason);
  },
  { once: true },
);

const aKey = z.object({ portalKeyId: z.string().refine(isId) });

export const revokeKey = developerAction("portal_key.revoke", aKey, async ({ portalKeyId }, { partnerId, actor }) => {
  const revoked = await revokePortalKey(portalKeyId, partnerId, actor);
  return revoked.ok ? saying(PAGE, "portal_key_revoked") : refusedPortalLinks(revoked.reason);
});

export const switchLinksOff = developerAction("portal_links.switch", z.object({}), async (_nothing, { partnerId, actor }) => {
  const switched = await switchPartnerLinks(partnerId, true, actor);
  return switched.ok ? saying(PAGE, "portal_links_off") : refusedPortalLinks(switched.reason);
});

export const switchLinksOn = developerAction("portal_links.switch", z.object({}), async (_nothing, { partnerId, actor }) => {
  const switched = await switchPartnerLinks(partnerId, false, actor);
  return switched.ok ? saying(PAGE, "portal_links_on") : refusedPortalLinks(switched.reason);
});
