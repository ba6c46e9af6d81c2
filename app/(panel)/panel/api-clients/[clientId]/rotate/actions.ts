"use server";

import { z } from "zod";
import { refusedApiClient } from "@/app/refusals";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { done } from "@/lib/forms/form-state";
import { rotateApiClientSecret } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { overlapNames, overlaps } from "../../../overlaps";
import { aClient } from "../a-client";

const aRotation = aClient.extend({ overlap: z.enum(overlapNames, { error: word("forms.apiClient.overlap") }) });

/** Gives an API client a new secret, which is shown now and never again. */
export const rotate = developerAction(
  "api_client.change",
  aRotation,
  async ({ clientId, overlap }, { partnerId, actor }) => {
    const rotated = await rotateApiClientSecret(clientId, partnerId, overlaps[overlap], actor);
    if (!rotated.ok) return refusedApiClient(rotated.reason);
    return done((await words("apiClients.rotate"))("made"), { secret: rotated.value.secret });
  },
  { once: true },
);
