import { z } from "zod";
import { word } from "@/lib/core/word";
import { prisma, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { NIL_ID } from "@/lib/id";
import { AUDIENCE_SETTING, readAudience } from "./audience";

/** Whom tokens have to be for: one word, or an address (RFC 7519, section 4.1.3), of characters that look like no others. */
export const tokenAudienceInput = z
  .string({ error: word("forms.tokenAudience.missing") })
  .trim()
  .min(1, word("forms.tokenAudience.missing"))
  .max(200, word("forms.tokenAudience.tooLong"))
  .regex(/^[A-Za-z0-9][A-Za-z0-9.:/_-]*$/, word("forms.tokenAudience.malformed"));

/** What stands in `aud` of every token that is accepted now. */
export async function tokenAudience(): Promise<string> {
  const setting = await prisma().platformSetting.findUnique({ where: { name: AUDIENCE_SETTING } });
  return readAudience(setting?.value);
}

/**
 * Changes whom tokens have to be for. Every process asks for it with the next token; whoever still signs for the one before
 * signs nobody in. @param audience as {@link tokenAudienceInput} has it
 */
export async function setTokenAudience(audience: string, actor: Actor): Promise<void> {
  const before = await tokenAudience();
  await transaction(async (tx) => {
    const setting = { name: AUDIENCE_SETTING, value: audience };
    await tx.platformSetting.upsert({ where: { name: AUDIENCE_SETTING }, create: setting, update: { value: audience } });
    await recordAudit(tx, {
      actor,
      action: "platform.token_audience_set",
      partnerId: null,
      subjectId: NIL_ID,
      before: { audience: before },
      after: { audience },
    });
  });
}
