"use server";

import { developerAction } from "@/lib/accounts/panel-actions";
import { done } from "@/lib/forms/form-state";
import { createApiClient } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { newClientForm } from "../client-form";

/** Makes an API client. Its secret is shown now and never again. */
export const makeClient = developerAction(
  "api_client.create",
  newClientForm,
  async (input, { partnerId, actor }) => {
    const { clientId, apiKey, secret } = await createApiClient(partnerId, input, actor);
    return done((await words("apiClients.new"))("made", { name: input.name }), { apiKey, secret, clientId });
  },
  { once: true },
);
