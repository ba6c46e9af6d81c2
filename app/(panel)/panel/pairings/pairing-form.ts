import { z } from "zod";
import { word } from "@/lib/core/word";
import { isId } from "@/lib/id";
import { pairingInput, signatureKey } from "@/lib/protocols/paired-launch";

/** Where a form's Signature Key comes from: one is made, or the partner's own is typed in. */
export const keyFields = {
  keyFrom: z.enum(["generate", "import"], { error: word("forms.pairing.keyFrom") }),
  sharedKey: z.string().max(2_000).default(""),
};

/** The Signature Key that a form names; null: one is made. */
export function chosenKey(
  { keyFrom, sharedKey }: { keyFrom: "generate" | "import"; sharedKey: string },
  context: z.RefinementCtx,
): string | null {
  if (keyFrom === "generate") return null;
  const key = signatureKey.safeParse(sharedKey);
  if (key.success) return key.data;
  for (const { message } of key.error.issues) context.addIssue({ code: "custom", path: ["sharedKey"], message });
  return z.NEVER;
}

/** The form for a new pairing: with an end user by their address, or with a test user of the partner's own. */
export const newPairingForm = z
  .object({
    psClientId: z.preprocess((typed) => (typeof typed === "string" ? typed.trim() : typed), pairingInput.shape.psClientId),
    with: z.enum(["person", "testUser"], { error: word("forms.pairing.with") }),
    email: z.string().default(""),
    testUser: z.string().default(""),
    ...keyFields,
  })
  .transform(({ with: whom, email, testUser, psClientId, ...key }, context) => {
    const fields = { psClientId, signatureKey: chosenKey(key, context) };
    if (whom === "testUser") {
      if (isId(testUser)) return { ...fields, email: null, testUserId: testUser };
      context.addIssue({ code: "custom", path: ["testUser"], message: word("forms.testUser.missing") });
      return z.NEVER;
    }
    const address = pairingInput.shape.email.safeParse(email === "" ? undefined : email);
    if (address.success) return { ...fields, email: address.data, testUserId: null };
    for (const { message } of address.error.issues) context.addIssue({ code: "custom", path: ["email"], message });
    return z.NEVER;
  });
