"use server";

import { refusedEmailDomain, refusedIssuer } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import {
  addEmailDomain,
  disableIssuer,
  emailDomain,
  enableIssuer,
  endPreviousKey,
  removeEmailDomain,
} from "@/lib/protocols/external-token";
import { refusedField } from "@/lib/forms/form-state";
import { words } from "@/lib/words";
import { anIssuer } from "./an-issuer";

export const disable = developerAction("issuer.stop", anIssuer, async ({ issuerId }, { partnerId, actor }) => {
  const disabled = await disableIssuer(issuerId, partnerId, actor);
  return disabled.ok ? saying(`/panel/issuers/${issuerId}`, "issuer_disabled") : refusedIssuer(disabled.reason);
});

export const enable = developerAction("issuer.change", anIssuer, async ({ issuerId }, { partnerId, actor }) => {
  const enabled = await enableIssuer(issuerId, partnerId, actor);
  return enabled.ok ? saying(`/panel/issuers/${issuerId}`, "issuer_enabled") : refusedIssuer(enabled.reason);
});

export const endPrevious = developerAction("issuer.stop", anIssuer, async ({ issuerId }, { partnerId, actor }) => {
  const ended = await endPreviousKey(issuerId, partnerId, actor);
  return ended.ok ? saying(`/panel/issuers/${issuerId}`, "previous_key_ended") : refusedIssuer(ended.reason);
});

export const addDomain = developerAction(
  "issuer.change",
  anIssuer.extend({ domain: emailDomain }),
  async ({ issuerId, domain }, { partnerId, actor }) => {
    const added = await addEmailDomain(issuerId, partnerId, domain, actor);
    if (added.ok) return saying(`/panel/issuers/${issuerId}`, "email_domain_added");
    if (added.reason === "issuer_unknown") return refusedEmailDomain(added.reason);
    return refusedField("domain", (await words("issuers.refusals"))(added.reason));
  },
);

export const removeDomain = developerAction(
  "issuer.change",
  anIssuer.extend({ removed: emailDomain }),
  async ({ issuerId, removed }, { partnerId, actor }) => {
    const done = await removeEmailDomain(issuerId, partnerId, removed, actor);
    return done.ok ? saying(`/panel/issuers/${issuerId}`, "email_domain_removed") : refusedEmailDomain(done.reason);
  },
);
