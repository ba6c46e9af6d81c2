"use server";

import { z } from "zod";
import { refusedIssuer } from "@/app/refusals";
import { developerAction } from "@/lib/accounts/panel-actions";
import { word } from "@/lib/core/word";
import { done } from "@/lib/forms/form-state";
import { rotateIssuerKey } from "@/lib/protocols/external-token";
import { words } from "@/lib/words";
import { anIssuer } from "../an-issuer";
import { overlapNames, overlaps } from "../../../overlaps";

const aRotation = anIssuer.extend({ overlap: z.enum(overlapNames, { error: word("forms.issuer.overlap") }) });

/** Gives an issuer a new key, which is shown now and never again. */
export const rotate = developerAction(
  "issuer.change",
  aRotation,
  async ({ issuerId, overlap }, { partnerId, actor }) => {
    const rotated = await rotateIssuerKey(issuerId, partnerId, overlaps[overlap], actor);
    if (!rotated.ok) return refusedIssuer(rotated.reason);
    return done((await words("issuers.rotate"))("made"), { key: rotated.value.key });
  },
  { once: true },
);
