import { z } from "zod";
import { tooManyAttempts } from "@/app/wait-in-words";
import { done, refusedField, refusedForm } from "@/lib/forms/form-state";
import { publicAction } from "@/lib/forms/public-action";
import { takeAllowance } from "@/lib/limits/allowances";
import { EVEN_MS, evenly } from "@/lib/limits/even-time";
import { requestLanguage, words } from "@/lib/words";
import type { Language } from "@/lib/words/languages";

// Any text is an answer of its own to nobody: whether it is an address, or one of ours, is not told (PN-26).
const fields = z.object({ email: z.string().trim().catch("") });

/** The form of a forgotten password, the same in both realms. @param request writes to whoever has the address */
export const askForReset = (request: (typed: string, language: Language) => Promise<void>) =>
  publicAction(fields, async ({ email }, { clientAddress }) => {
    const t = await words("accounts");
    if (email === "") return refusedField("email", t("fields.enterEmail"));
    const seconds = await takeAllowance("mail-asked", clientAddress);
    if (seconds !== null) return refusedForm(await tooManyAttempts(seconds));
    const language = await requestLanguage();
    await evenly(EVEN_MS, () => request(email, language));
    return done(t("forgot.sent"));
  });
