"use server";

import { refusedIssuer } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { updateIssuer } from "@/lib/protocols/external-token";
import { issuerSettingsForm } from "../../issuer-form";
import { anIssuer } from "../an-issuer";

export const saveSettings = developerAction(
  "issuer.change",
  anIssuer.extend(issuerSettingsForm.shape),
  async ({ issuerId, ...settings }, { partnerId, actor }) => {
    const saved = await updateIssuer(issuerId, partnerId, settings, actor);
    return saved.ok ? saying(`/panel/issuers/${issuerId}`, "issuer_saved") : refusedIssuer(saved.reason);
  },
);
