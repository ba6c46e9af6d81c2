"use server";

import { refusedApiClient } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { disableApiClient, enableApiClient, endPreviousSecret } from "@/lib/protocols/signed-login";
import { aClient } from "./a-client";

export const disable = developerAction("api_client.stop", aClient, async ({ clientId }, { partnerId, actor }) => {
  const disabled = await disableApiClient(clientId, partnerId, actor);
  return disabled.ok ? saying(`/panel/api-clients/${clientId}`, "api_client_disabled") : refusedApiClient(disabled.reason);
});

export const enable = developerAction("api_client.change", aClient, async ({ clientId }, { partnerId, actor }) => {
  const enabled = await enableApiClient(clientId, partnerId, actor);
  return enabled.ok ? saying(`/panel/api-clients/${clientId}`, "api_client_enabled") : refusedApiClient(enabled.reason);
});

export const endPrevious = developerAction("api_client.stop", aClient, async ({ clientId }, { partnerId, actor }) => {
  const ended = await endPreviousSecret(clientId, partnerId, actor);
  return ended.ok ? saying(`/panel/api-clients/${clientId}`, "previous_secret_ended") : refusedApiClient(ended.reason);
});
