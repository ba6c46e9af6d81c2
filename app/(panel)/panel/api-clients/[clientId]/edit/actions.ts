"use server";

import { refusedApiClient } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { updateApiClient } from "@/lib/protocols/signed-login";
import { clientFields, toClientInput } from "../../client-form";
import { aClient } from "../a-client";

export const saveSettings = developerAction(
  "api_client.change",
  aClient.extend(clientFields).transform(toClientInput),
  async ({ clientId, ...input }, { partnerId, actor }) => {
    const saved = await updateApiClient(clientId, partnerId, input, actor);
    return saved.ok ? saying(`/panel/api-clients/${clientId}`, "api_client_saved") : refusedApiClient(saved.reason);
  },
);
