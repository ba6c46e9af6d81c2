import { z } from "zod";
import { isReservedAddress } from "./generated-address";

/**
 * One e-mail address as we store it: ASCII, lower case, at most 254 characters (RFC 5321, section 4.5.3.1.3).
 * Look-alikes such as the full-width `＠` are refused, never folded, so that two spellings cannot name one mailbox.
 */
export const emailAddress = z
  .string({ error: "Enter an e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("Enter one e-mail address, such as ada@example.com."))
  .refine((email) => !isReservedAddress(email), "Addresses on this domain are reserved. Use one that receives mail.");
