"use server";

import { refusedApiClient } from "@/app/refusals";
import { saying } from "@/app/said";
import { developerAction } from "@/lib/accounts/panel-actions";
import { refusedField } from "@/lib/forms/form-state";
import { endClientSessions, endUserSessions, externalIdInput } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { aClient } from "./a-client";

export const endAll = developerAction("api_client.stop", aClient, async ({ clientId }, { partnerId, actor }) => {
  const ended = await endClientSessions(clientId, partnerId, actor);
  return ended.ok ? saying(`/panel/api-clients/${clientId}`, "api_client_sessions_ended") : refusedApiClient(ended.reason);
});

const aUser = aClient.extend({ externalId: externalIdInput });

export const endOne = developerAction("api_client.stop", aUser, async ({ clientId, externalId }, { partnerId, actor }) => {
  const ended = await endUserSessions(clientId, partnerId, externalId, actor);
  if (ended.ok) return saying(`/panel/api-clients/${clientId}`, "api_client_user_sessions_ended");
  return refusedField("externalId", (await words("apiClients.sessions"))("unknown"));
});
