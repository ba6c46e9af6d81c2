import { z } from "zod";
import { word } from "@/lib/core/word";
import { prisma, transaction } from "@/lib/db/prisma";
import { type Actor, recordAudit } from "@/lib/events/audit";
import { NIL_ID } from "@/lib/id";

const NAME = "launch-token.life-seconds";
const DEFAULT_LIFE = 300;

/** Seconds that a login token may live: the operator's choice (protocols.md, section 1: 30–900). */
export const launchTokenLifeRange = z.coerce
  .number({ error: word("forms.tokenLife.missing") })
  .int(word("forms.tokenLife.notWhole"))
  .min(30, word("forms.tokenLife.tooShort"))
  .max(900, word("forms.tokenLife.tooLong"));

/** The life of a new login token, in seconds. */
export async function launchTokenLife(): Promise<number> {
  const setting = await prisma().platformSetting.findUnique({ where: { name: NAME } });
  const parsed = launchTokenLifeRange.safeParse(setting?.value);
  return parsed.success ? parsed.data : DEFAULT_LIFE;
}

/** Changes the life of login tokens minted from now on. @param seconds within {@link launchTokenLifeRange} */
export async function setLaunchTokenLife(seconds: number, actor: Actor): Promise<void> {
  const before = await launchTokenLife();
  await transaction(async (tx) => {
    await tx.platformSetting.upsert({ where: { name: NAME }, create: { name: NAME, value: seconds }, update: { value: seconds } });
    await recordAudit(tx, {
      actor,
      action: "platform.launch_token_life_set",
      partnerId: null,
      subjectId: NIL_ID,
      before: { seconds: before },
      after: { seconds },
    });
  });
}
