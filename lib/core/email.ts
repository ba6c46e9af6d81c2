import { z } from "zod";
import { isReservedAddress } from "./generated-address";
import { word } from "./word";

/**
 * One e-mail address as we store it: ASCII, lower case, at most 254 characters (RFC 5321, section 4.5.3.1.3).
 * Look-alikes such as the full-width `＠` are refused, never folded, so that two spellings cannot name one mailbox.
 */
export const emailAddress = z
  .string({ error: word("forms.email.missing") })
  .trim()
  .toLowerCase()
  .max(254, word("forms.email.tooLong"))
  .pipe(z.email(word("forms.email.malformed")))
  .refine((email) => !isReservedAddress(email), word("forms.email.reserved"));
