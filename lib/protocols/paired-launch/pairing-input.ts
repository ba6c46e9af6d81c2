import { z } from "zod";
import { emailAddress } from "@/lib/core/email";
import { word } from "@/lib/core/word";
import { vhostSpelling } from "./launch-url";

const KEY_BYTES = { min: 8, max: 512 } as const;

/**
 * A Signature Key that the partner brings along, as the source has it ("we use the Token from Partner's system"): its UTF-8 bytes are
 * the key, whatever they are. It is neither trimmed nor otherwise mended, since the partner signs with it as it is.
 */
export const signatureKey = z
  .string()
  .refine((key) => key.isWellFormed(), word("forms.pairing.keyUnreadable"))
  .refine((key) => Buffer.byteLength(key) >= KEY_BYTES.min, word("forms.pairing.keyTooShort"))
  .refine((key) => Buffer.byteLength(key) <= KEY_BYTES.max, word("forms.pairing.keyTooLong"));

/** By which a partner names a pairing when it asks for an access token: nothing that a URL or a log could take for something else. */
export const psClientId = z
  .string({ error: word("forms.pairing.psClientId") })
  .regex(/^[\x21-\x7e]{1,128}$/, word("forms.pairing.psClientId"));

/** What somebody says of a pairing that they propose. */
export const pairingInput = z.object({
  psClientId,
  email: emailAddress,
  /** null: one is made */
  signatureKey: signatureKey.nullable(),
  /** the account's name in launch URLs; absent: the one that its owner has already, or one that tells nothing */
  vhost: z.string().regex(vhostSpelling, word("forms.pairing.vhost")).optional(),
});
export type PairingInput = z.infer<typeof pairingInput>;
