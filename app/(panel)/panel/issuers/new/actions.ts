"use server";

import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { done, refusedField } from "@/lib/forms/form-state";
import { createIssuer, suggestIssuerName } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { newIssuerForm } from "../issuer-form";

/** Makes an issuer. A key that we made is shown now and never again; one that was brought along is known already. */
export const makeIssuer = developerAction(
  "issuer.create",
  newIssuerForm,
  async (input, { partnerId, actor }) => {
    const t = await words("issuers.new");
    const made = await createIssuer(partnerId, input, actor, { domainsApproved: false });
    if (!made.ok && made.reason === "key_taken") return refusedField("sharedKey", t("keyTaken"));
    if (!made.ok) return refusedField("iss", t("taken", { suggestion: await suggestIssuerName(input.iss) }));
    const { issuerId, key } = made.value;
    if (input.key !== null) return saying(`/panel/issuers/${issuerId}`, "issuer_made");
    return done(t("made", { iss: input.iss }), { key, issuerId });
  },
  { once: true },
);
