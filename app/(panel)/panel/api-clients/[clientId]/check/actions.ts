"use server";

import { z } from "zod";
import { refusedApiClient } from "@/app/refusals";
import { tooManyAttempts } from "@/app/wait-in-words";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { refusedForm, told } from "@/lib/forms/form-state";
import { examineCall, readPastedCall } from "@/lib/protocols/signed-login";
import { words } from "@/lib/words";
import { aClient } from "../a-client";
import { tellSignature } from "./tell-signature";

const LONGEST_BODY = 64 * 1024;
const pasted = (longest: number) => z.string().max(longest, word("forms.apiClient.tooMuch")).default("");
const aCall = aClient.extend({
  headers: pasted(16_384),
  apiKey: pasted(1_000),
  timestamp: pasted(1_000),
  signature: pasted(1_000),
  body: pasted(LONGEST_BODY),
});

/** Says how a pasted signature was made. Nothing is signed, changed or kept. */
export const check = developerAction("api_client.examine", aCall, async ({ clientId, ...fields }, { partnerId, request }) => {
  const call = readPastedCall(fields);
  const t = await words("apiClients.check");
  if (!call.asHeaders && fields.headers.trim() !== "") return { kind: "refused", sentence: null, errors: { headers: t("noHeaders") } };
  if (!call.asHeaders && (call.timestamp === "" || call.signature === "")) return refusedForm(t("nothing"));
  const examined = await examineCall(call, { clientId, partnerId, clientAddress: request.clientAddress });
  if (examined.ok) return told({ found: JSON.stringify(await tellSignature(examined.value, call)) });
  return examined.reason === "too_many_guesses" ? refusedForm(await tooManyAttempts(null)) : refusedApiClient(examined.reason);
});
